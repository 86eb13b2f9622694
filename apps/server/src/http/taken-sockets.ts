import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

/** Connections that were taken out of the hands of `node:http`, for answers that last. */
export interface TakenSockets {
  /**
   * Takes the connection of `res`, of which nothing was written yet. From now on whoever asked for it writes to the socket,
   * headers first, and ends it; what the other side still sends is thrown away. `res` has finished then. To be called in a
   * turn of its own: while the request comes in, and a body behind it, the parser is still at work. Null where the other
   * side has gone, or asked for more behind: then the connection is closed.
   */
  take(res: ServerResponse): Socket | null
  /** How many are open. */
  count(): number
  destroyAll(): void
  /** `task` is told of each that has closed: what listened to it before it was taken isn't told any more. */
  onGone(task: (socket: Socket) => void): void
  /** `task` runs whenever the last one has closed. */
  onNone(task: () => void): void
}

/**
 * `node:http` keeps 5 kB for each connection on which an answer is under way: a parser, the request, the answer, and
 * listeners bound to all of them. A stream needs nothing of it.
 */
export function createTakenSockets(): TakenSockets {
  const open = new Set<Socket>()
  const tasks: (() => void)[] = []
  const goneTasks: ((socket: Socket) => void)[] = []

  /** One function for all sockets: a listener for each would be paid for by each stream. */
  function forget(this: Socket): void {
    open.delete(this)
    for (const task of goneTasks) task(this)
    if (open.size === 0) for (const task of tasks) task()
  }

  return {
    take(res) {
      const { socket } = res
      if (!socket || socket.closed) return null
      open.add(socket)
      // Where there is TLS its own listeners stand among those of `node:http`, and can't be told from them.
      const isAlone = socket instanceof TLSSocket || release(socket, res)
      // Nothing may come for as long as the operator sets between two pings.
      socket.setTimeout(0)
      socket.on('close', forget)
      socket.on('end', cut)
      socket.on('error', ignore)
      if (isAlone) return socket.resume()
      socket.destroy()
      return null
    },
    count: () => open.size,
    destroyAll() {
      for (const socket of open) socket.destroy()
    },
    onGone: (task) => void goneTasks.push(task),
    onNone: (task) => void tasks.push(task),
  }
}

/**
 * What `node:http` does as an answer finishes and as a connection closes is just what makes it let go of them: request and
 * answer are forgotten, and the parser goes back to the others. False where another request had come in behind.
 */
function release(socket: Socket, res: ServerResponse): boolean {
  const hasParser = 'parser' in socket && socket.parser !== null
  // An answer that waits for its turn is written now: whoever reads it would take it for this one.
  socket.cork()
  res.emit('finish')
  const hasTurn = '_httpMessage' in socket && socket._httpMessage !== null
  socket.emit('close', false)
  socket.removeAllListeners()
  if (!hasParser || hasTurn) return false
  socket.uncork()
  return true
}

/** Who sends no more doesn't listen either: no client that wants a stream closes one half of its connection. */
function cut(this: Socket): void {
  this.destroy()
}

/** The close that follows tells all that there is to know. */
function ignore(): void {}
