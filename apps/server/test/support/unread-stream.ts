import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Opens the stream at `url` and never reads from it, nor closes it: a phone that died without a word. */
export function openUnread(url: string): Socket {
  const { port, pathname } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  socket.pause()
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\n\r\n`)
  return socket
}
