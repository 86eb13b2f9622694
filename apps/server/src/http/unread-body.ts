import type { IncomingMessage, ServerResponse } from 'node:http'
import { maxBodyBytes } from './json-body.ts'

/** How long, and for how much of its body, a client that is refused is still listened to. */
const lingerMs = 1_000
const lingerBytes = 256 * 1024

/** Whether more of the body may come than is worth waiting for to keep the connection. */
export function leavesMuchUnread({ complete, headers }: IncomingMessage): boolean {
  if (complete) return false
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > maxBodyBytes
}

/**
 * Sends `text`, the whole body of `res`, and closes a moment later: a connection that is closed while something comes in is
 * reset, and then a client may lose the answer before it has read it.
 */
export function partFrom(res: ServerResponse, text: string): void {
  const { req } = res
  let heardBytes = 0
  const end = () => {
    clearTimeout(timer)
    if (!res.writableEnded) res.end()
  }
  const timer = setTimeout(end, lingerMs).unref()
  req.on('data', ({ length }: Buffer) => {
    heardBytes += length
    if (heardBytes > lingerBytes) end()
  })
  // Whoever read a part of it has left it paused.
  req.resume()
  req.once('end', end)
  req.once('close', end)
  res.write(text)
}
