import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { Server as TlsServer } from 'node:tls'
import type { RequestHandler } from 'express'
import { ProblemError } from '../errors.ts'
import type { ClientAddress } from './client-address.ts'

export interface ConnectionLimitDeps {
  /** Of one address; 0 for as many as there are. */
  limit: number
  address: ClientAddress
}

/**
 * How many connections an address has. Those that come by themselves count from their first moment on. What a proxy holds is
 * its own, so through one only streams and microphones count, which last.
 */
export interface ConnectionLimit {
  /** Watches `http` from its making. */
  watch(http: Server): void
  /** Refuses whatever is asked on a connection that is one too many. */
  handler: RequestHandler
  /** Counts a stream or a microphone on the connection of `req`; false where it is one too many. */
  claim(req: IncomingMessage): boolean
  /** There was none after all. */
  unclaim(req: IncomingMessage): void
  /** The connection is gone, and could tell nobody: its listeners had been taken from it. */
  gone(socket: Socket): void
}

/** How long a connection too many is kept, for the answer to what it asks. Twice as many as may be are never kept. */
const refusedForMs = 5_000

export function createConnectionLimit({ limit, address }: ConnectionLimitDeps): ConnectionLimit {
  const counts = new Map<string, number>()
  const keys = new WeakMap<object, string>()
  const refused = new WeakSet<object>()

  function enter(socket: Duplex, key: string): number {
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    keys.set(socket, key)
    socket.on('close', leave)
    return count
  }

  function leave(this: Duplex): void {
    // Where a stream takes its connection from `node:http`, that is told of a close which isn't one.
    if (this.destroyed) forget(this)
  }

  function forget(socket: object): void {
    const key = keys.get(socket)
    if (key === undefined) return
    keys.delete(socket)
    const count = (counts.get(key) ?? 0) - 1
    if (count > 0) counts.set(key, count)
    else counts.delete(key)
  }

  function onConnection(socket: Socket): void {
    const key = address.keyOfPeer(socket.remoteAddress)
    // One on which an upgrade was declined comes here again.
    if (key === null || keys.has(socket)) return
    if (enter(socket, key) > limit * 2) socket.destroy()
  }

  function refuseIfTooMany(socket: Socket): void {
    const key = address.keyOfPeer(socket.remoteAddress)
    if (key === null || (counts.get(key) ?? 0) <= limit || refused.has(socket)) return
    refused.add(socket)
    const cut = setTimeout(() => socket.destroy(), refusedForMs).unref()
    socket.once('close', () => clearTimeout(cut))
  }

  return {
    watch(http) {
      if (limit === 0) return
      http.prependListener(http instanceof TlsServer ? 'secureConnection' : 'connection', refuseIfTooMany)
      // The last that is put in front comes first.
      http.prependListener('connection', onConnection)
    },
    handler: ({ socket }, _res, next) =>
      next(refused.has(socket) ? tooManyConnections({ Connection: 'close' }) : undefined),
    claim(req) {
      if (limit === 0 || !address.isProxy(req.socket.remoteAddress)) return !refused.has(req.socket)
      const key = address.keyOf(req)
      if (key === null) return true
      if ((counts.get(key) ?? 0) >= limit) return false
      // One that is gone would never say so.
      if (!keys.has(req.socket) && !req.socket.destroyed) enter(req.socket, key)
      return true
    },
    unclaim({ socket }) {
      if (!address.isProxy(socket.remoteAddress)) return
      forget(socket)
      socket.off('close', leave)
    },
    gone: forget,
  }
}

export function tooManyConnections(headers: Record<string, string> = {}): ProblemError {
  return new ProblemError(
    'too_many_requests',
    'There are very many connections from your network. Please try again shortly.',
    { headers: { 'Retry-After': String(refusedForMs / 1000), ...headers } },
  )
}
