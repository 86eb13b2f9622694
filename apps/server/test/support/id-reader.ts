import { connect } from 'node:net'
import { onTestFinished } from 'vitest'

/** Reads the stream at `url` and keeps nothing of it but the ids. */
export function readIds(url: string): { ids: number[] } {
  const { port, pathname } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const ids: number[] = []
  let rest = ''
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('id: ')) ids.push(Number(line.slice(4)))
  })
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\n\r\n`)
  return { ids }
}
