import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** The server's own ends of the connections on which a stream was asked for, from now on. */
export function watchStreamSockets(): { all(): Socket[] } {
  const sockets = new Set<Socket>()
  // https://nodejs.org/api/diagnostics_channel.html#http
  const channel = 'http.server.request.start'
  const onRequest = (message: unknown) => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return
    const { request } = message
    if (request instanceof IncomingMessage && request.url?.includes('/stream')) sockets.add(request.socket)
  }
  subscribe(channel, onRequest)
  onTestFinished(() => void unsubscribe(channel, onRequest))
  return { all: () => [...sockets] }
}
