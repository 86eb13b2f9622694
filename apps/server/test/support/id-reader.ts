import { dial } from './dial.ts'

/** Reads the stream at `url` and keeps nothing of it but the ids. */
export function readIds(url: string): { ids: number[] } {
  const socket = dial(url)
  const ids: number[] = []
  let rest = ''
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('id: ')) ids.push(Number(line.slice(4)))
  })
  socket.write(`GET ${new URL(url).pathname} HTTP/1.1\r\nHost: x\r\n\r\n`)
  return { ids }
}
