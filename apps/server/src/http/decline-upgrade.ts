import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'

/** Fields that are about the offer, which is over with it, or about the connection, which closes behind the answer. */
const hopFields = new Set(['upgrade', 'connection', 'http2-settings'])

/**
 * Answers a request as if it had offered no upgrade, as RFC 9110 (7.8) lets a server do: many a client offers HTTP/2 with
 * whatever it asks. Node hands over the bare socket once an upgrade is offered, so the request goes through it again.
 */
export function declineUpgrade(http: Server, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  const fields = pairs(req.rawHeaders).filter(([name]) => !hopFields.has(name.toLowerCase()))
  const lines = [
    `${req.method} ${req.url} HTTP/${req.httpVersion}`,
    ...fields.map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ]
  // Fields are bytes; Node reads and writes them as Latin-1.
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  // Behind TLS the connection is one that was agreed upon already.
  http.emit(socket instanceof TLSSocket ? 'secureConnection' : 'connection', socket)
}

function pairs(rawHeaders: string[]): [string, string][] {
  return rawHeaders.flatMap((name, index) => {
    const value = rawHeaders[index + 1]
    return index % 2 === 0 && value !== undefined ? [[name, value]] : []
  })
}
