import type { Server, ServerResponse } from 'node:http'
import type { Clock } from '../clock.ts'
import { watchHandshakes } from './handshakes.ts'
import type { TakenSockets } from './taken-sockets.ts'

export interface GracefulClose {
  /** Stops listening and resolves once every answer under way is out, at the latest after `graceMs`. */
  close(graceMs: number): Promise<void>
}

/**
 * Watches `http` from its making. Node's own `close` waits for every connection, those included on which a browser
 * has not asked anything yet; here only answers count, and the rest is cut.
 */
export function createGracefulClose(
  http: Server,
  clock: Clock,
  taken: Pick<TakenSockets, 'count' | 'destroyAll' | 'onNone'>,
): GracefulClose {
  const underWay = new Set<ServerResponse>()
  const handshakes = watchHandshakes(http)
  let closing = false
  const cutAll = () => {
    http.closeAllConnections()
    taken.destroyAll()
    handshakes.cut()
  }
  const cutIfDone = () => {
    if (closing && underWay.size === 0 && taken.count() === 0) cutAll()
  }

  taken.onNone(cutIfDone)
  http.on('request', ({ socket }, res) => {
    underWay.add(res)
    // An answer that waits behind another on its connection never closes by itself, so the socket is watched as well.
    // Where both close, both tell.
    const done = () => {
      res.off('close', done)
      socket.off('close', done)
      underWay.delete(res)
      cutIfDone()
    }
    res.on('close', done)
    socket.on('close', done)
  })

  return {
    close(graceMs) {
      const cut = clock.after(graceMs, cutAll)
      return new Promise((resolve) => {
        http.close(() => {
          cut.stop()
          resolve()
        })
        closing = true
        cutIfDone()
      })
    },
  }
}
