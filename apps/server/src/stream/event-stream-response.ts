import type { Response } from 'express'
import type { Clock } from '../clock.ts'
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

/**
 * Turns `res` into an event stream and sends its headers at once. The body ends with the connection instead of being
 * chunked, so that the same bytes go to every subscriber's socket as they are: `res.write` costs about half as much
 * again for each delivery.
 */
export function openEventStream(res: Response, clock: Clock): EventSink {
  res.removeHeader('Transfer-Encoding')
  res.writeHead(200, eventStreamHeaders)
  res.flushHeaders()
  const { socket } = res

  function end(): void {
    if (res.writableEnded) return
    res.end()
    // A dead phone never takes the last bytes; without this its socket would stay for a quarter of an hour.
    const cut = clock.after(flushGraceMs, () => socket?.destroy())
    res.once('close', () => cut.stop())
  }

  return {
    write: (bytes) => void (socket?.writable && socket.write(bytes)),
    unsentBytes: () => socket?.writableLength ?? 0,
    end,
    destroy: () => void socket?.destroy(),
    onDrain: (task) => void socket?.on('drain', task),
  }
}
