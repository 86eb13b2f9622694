import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Request, RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { TakenSockets } from './taken-sockets.ts'

const requestIdHeader = 'X-Request-Id'

export interface RequestLogDeps {
  log: Logger
  clock: { nowMs(): number }
}

/**
 * What is logged of requests: a line each at `debug`, none at `info`, and what failed at any level. They are known by an id
 * that is made here, and that the answer bears. Of an address there is the pattern of its route, never more.
 */
export interface RequestLog {
  /** Comes before everything that may answer. */
  handler: RequestHandler
  /** As `sockets`, and notes that a stream opens and ends: its request is over for `node:http` as it opens. */
  watchStreams(sockets: TakenSockets): TakenSockets
  /** The connection of a microphone, which is no request of `node:http`. */
  upgraded(socket: Duplex): void
  /** An answer that is 500. */
  failed(error: unknown, req: Request): void
}

export function createRequestLog({ log, clock }: RequestLogDeps): RequestLog {
  // The level is set at the start. Where lines aren't wanted, a request costs no more than its id.
  const isDetailed = log.isLevelEnabled('debug')
  const streams = new WeakSet<ServerResponse>()

  /** For a line at the end, with how long it took since now. */
  function line(facts: object): (msg: string, more?: object) => void {
    const startedMs = clock.nowMs()
    return (msg, more) => log.debug({ ...facts, ...more, tookMs: Math.round(clock.nowMs() - startedMs) }, msg)
  }

  function logOnceAnswered(req: Request, requestId: string): void {
    const { res } = req
    const tell = line({ requestId, method: req.method })
    res?.once('close', () => {
      if (!streams.has(res))
        tell(res.writableFinished ? 'answered' : 'cut', { route: routeOf(req), status: res.statusCode })
    })
  }

  return {
    handler(req, res, next) {
      const requestId = randomUUID()
      res.setHeader(requestIdHeader, requestId)
      if (isDetailed) logOnceAnswered(req, requestId)
      next()
    },
    watchStreams(sockets) {
      if (!isDetailed) return sockets
      return {
        ...sockets,
        take(res) {
          const socket = sockets.take(res)
          if (!socket) return null
          streams.add(res)
          const facts = { requestId: res.getHeader(requestIdHeader), route: '/session/:id/stream' }
          log.debug(facts, 'stream opened')
          const tell = line(facts)
          socket.once('close', () => tell('stream ended'))
          return socket
        },
      }
    },
    upgraded(socket) {
      if (!isDetailed) return
      const facts = { requestId: randomUUID(), route: '/session/:id/audio' }
      log.debug(facts, 'microphone came')
      const tell = line(facts)
      socket.once('close', () => tell('microphone went'))
    },
    failed(error, req) {
      const requestId = req.res?.getHeader(requestIdHeader)
      log.error({ err: error, requestId, method: req.method, route: routeOf(req) }, 'a request failed')
    },
  }
}

/** `/session/:id`; a file's own path is nobody's business. */
function routeOf({ route }: IncomingMessage & { route?: { path?: unknown } }): string {
  return typeof route?.path === 'string' ? route.path : 'other'
}
