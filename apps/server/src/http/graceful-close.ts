import type { Server } from 'node:http'
import type { Socket } from 'node:net'
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
  /** Answers under way on each connection; one that has had any stays here for as long as it is open. */
  const underWay = new Map<Socket, number>()
  let answers = 0
  const handshakes = watchHandshakes(http)
  let closing = false
  const cutAll = () => {
    http.closeAllConnections()
    taken.destroyAll()
    handshakes.cut()
  }
  const cutIfDone = () => {
    if (closing && answers === 0 && taken.count() === 0) cutAll()
  }

  /** An answer that waits behind another on its connection never closes by itself. */
  function watch(socket: Socket): void {
    underWay.set(socket, 0)
    socket.once('close', () => {
      answers -= underWay.get(socket) ?? 0
      underWay.delete(socket)
      cutIfDone()
    })
  }

  function answered(socket: Socket): void {
    const count = underWay.get(socket)
    // Where both close, the connection has told already.
    if (count === undefined) return
    underWay.set(socket, count - 1)
    answers--
    cutIfDone()
  }

  taken.onNone(cutIfDone)
  http.on('request', ({ socket }, res) => {
    if (!underWay.has(socket)) watch(socket)
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1)
    answers++
    res.on('close', () => answered(socket))
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
