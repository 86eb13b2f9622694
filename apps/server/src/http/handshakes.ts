import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'

export interface Handshakes {
  /** Closes every connection on which TLS isn't agreed upon yet. */
  cut(): void
}

/**
 * Watches `server` from its making. A server's list of connections holds those only whose handshake is over, while its
 * `close` waits for all: whoever connects and says nothing would hold it up for two minutes.
 */
export function watchHandshakes(server: Server): Handshakes {
  const underWay = new Map<string, Socket>()
  if (server instanceof TlsServer) {
    server.on('connection', (socket: Socket) => {
      const peer = peerOf(socket)
      underWay.set(peer, socket)
      socket.once('close', () => {
        if (underWay.get(peer) === socket) underWay.delete(peer)
      })
    })
    // Another object over the same connection; the far end is what both know.
    server.on('secureConnection', (socket) => underWay.delete(peerOf(socket)))
  }
  return { cut: () => underWay.forEach((socket) => socket.destroy()) }
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}
