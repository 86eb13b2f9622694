import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'

/** Far more than any client sends before it has an answer: browsers and proxies wait for each. */
const mostWaiting = 64

/**
 * Hands `app` the requests of a connection one after the other, each once the answers before it have gone. By themselves all
 * that lie in one packet are worked on at once, thousands of them, and their answers held until somebody reads. Nor would one
 * that waits be told that its connection is gone, and what it had opened would stay open.
 */
export function inTurn(app: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>()
  return (req, res) => {
    if (res.socket) return app(req, res)
    const { socket } = req
    const count = (waiting.get(socket) ?? 0) + 1
    waiting.set(socket, count)
    if (count > mostWaiting) return void socket.destroy()
    res.once('socket', () => {
      waiting.set(socket, (waiting.get(socket) ?? 0) - 1)
      // Others have their turn in between.
      setImmediate(() => app(req, res))
    })
  }
}
