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

  http.on('request', (_req, res) => {
    underWay++
    res.once('close', () => {
      underWay--
      cutIfDone()
    })
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
