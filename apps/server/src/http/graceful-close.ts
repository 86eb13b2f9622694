import type { Server } from 'node:http'
import type { Clock } from '../clock.ts'

export interface GracefulClose {
  /** Stops listening and resolves once every answer under way is out, at the latest after `graceMs`. */
  close(graceMs: number): Promise<void>
}

/**
 * Watches `http` from its making. Node's own `close` waits for every connection, those included on which a browser
 * has not asked anything yet; here only answers count, and the rest is cut.
 */
export function createGracefulClose(http: Server, clock: Clock): GracefulClose {
  let underWay = 0
  let closing = false
  const cutIfDone = () => {
    if (closing && underWay === 0) http.closeAllConnections()
  }

  http.on('request', ({ socket }, res) => {
    underWay++
    // An answer that waits behind another on its connection never closes by itself, so the socket is watched as well.
    const done = () => {
      res.off('close', done)
      socket.off('close', done)
      underWay--
      cutIfDone()
    }
    res.on('close', done)
    socket.on('close', done)
  })

  return {
    close(graceMs) {
      const cut = clock.after(graceMs, () => http.closeAllConnections())
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
