import type { Socket } from 'node:net'
import type { Request, Response } from 'express'
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

/** Resolves once all of `req` has come; never where its connection closes first. */
export function wholeRequest(req: Request): Promise<void> {
  return new Promise((resolve) => {
    if (req.readableEnded) return resolve()
    req.once('end', resolve)
    req.resume()
  })
}

/**
 * Turns `res`, whose whole request has come, into an event stream and sends its headers at once. The body ends with the
 * connection instead of being chunked, so that the same bytes go to every subscriber's socket as they are, and the socket is
 * taken from `node:http`: `res.write` costs about half as much again for each delivery.
 */
export function openEventStream(req: Request, res: Response, { clock, sockets }: EventStreamDeps): EventSink {
  const { socket } = req
  // Headers, opening and replay go out together.
  socket.cork()
  process.nextTick(uncork, socket)
  res.removeHeader('Transfer-Encoding')
  res.writeHead(200, eventStreamHeaders)
  res.flushHeaders()
  return new SocketSink(sockets.take(req, res), clock)
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

  write(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes)
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
