import type { Socket } from 'node:net'
import type { Response } from 'express'
import type { Clock } from '../clock.ts'
import type { TakenSockets } from '../http/taken-sockets.ts'
import type { EventSink } from './event-sink.ts'

/** How long a closing stream may take to send what was written, before its socket is cut. */
const flushGraceMs = 2_000

export const eventStreamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  // nginx would hold the stream back until a buffer is full.
  'X-Accel-Buffering': 'no',
  Connection: 'close',
}

export interface EventStreamDeps {
  clock: Clock
  sockets: Pick<TakenSockets, 'take'>
}

/**
 * Turns `res` into an event stream and sends its headers at once; null where nobody is there any more. The body ends with the
 * connection instead of being chunked, so that the same bytes go to every subscriber's socket as they are, and the socket is
 * taken from `node:http`: `res.write` costs twice as much for each delivery, and several times the memory.
 */
export function openEventStream(res: Response, { clock, sockets }: EventStreamDeps): EventSink | null {
  const head = headOf(res)
  const socket = sockets.take(res)
  if (!socket) return null
  // Headers, opening and replay go out together.
  socket.cork()
  process.nextTick(uncork, socket)
  socket.write(head)
  return new SocketSink(socket, clock)
}

/** As `node:http` would write it, with what was set on `res` before. Bytes, as all else that goes out with it. */
function headOf(res: Response): Buffer {
  for (const [name, value] of Object.entries(eventStreamHeaders)) res.setHeader(name, value)
  let fields = `Date: ${new Date().toUTCString()}\r\n`
  for (const [name, values] of Object.entries(res.getHeaders()))
    for (const value of Array.isArray(values) ? values : [values]) fields += `${name}: ${value}\r\n`
  return Buffer.from(`HTTP/1.1 200 OK\r\n${fields}\r\n`, 'latin1')
}

function uncork(socket: Socket): void {
  socket.uncork()
}

/** A class, as there are thousands of them: closures would be made anew for each. */
class SocketSink implements EventSink {
  readonly #socket: Socket
  readonly #clock: Clock

  constructor(socket: Socket, clock: Clock) {
    this.#socket = socket
    this.#clock = clock
  }

  /** To a socket that is gone nothing is written, and nobody told of it twice. */
  write(bytes: Uint8Array): boolean {
    return this.#socket.write(bytes)
  }

  unsentBytes(): number {
    return this.#socket.writableLength
  }

  end(): void {
    const socket = this.#socket
    if (socket.writableEnded) return
    socket.end()
    // A dead phone never takes the last bytes; without this its socket would stay for a quarter of an hour.
    const cut = this.#clock.after(flushGraceMs, () => socket.destroy())
    socket.once('close', () => cut.stop())
  }

  destroy(): void {
    this.#socket.destroy()
  }

  onDrain(task: () => void): void {
    this.#socket.on('drain', task)
  }
}
