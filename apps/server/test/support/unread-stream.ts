import type { Socket } from 'node:net'
import { dial } from './dial.ts'

/** Opens the stream at `url` and never reads from it, nor closes it: a phone that died without a word. */
export function openUnread(url: string): Socket {
  const socket = dial(url)
  socket.on('error', () => {})
  socket.pause()
  socket.write(`GET ${new URL(url).pathname} HTTP/1.1\r\nHost: x\r\n\r\n`)
  return socket
}
