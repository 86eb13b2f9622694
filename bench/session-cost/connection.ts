import { connect } from 'node:net'

export interface Connection {
  /** Sends a whole request; resolves to the body of its answer. Rejects for another one than 200. */
  call(request: string): Promise<string>
  close(): void
}

/** A connection that is kept alive, with one request under way at a time. */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1')
  await new Promise((resolve, reject) => void socket.once('connect', resolve).once('error', reject))
  let received = ''
  let waiting: { resolve: (body: string) => void; reject: (error: Error) => void } | null = null

  socket.on('data', (text: string) => {
    received += text
    const bodyAt = received.indexOf('\r\n\r\n') + 4
    if (bodyAt < 4 || received.length < bodyAt + lengthOf(received)) return
    const answer = received
    const asker = waiting
    received = ''
    waiting = null
    if (answer.startsWith('HTTP/1.1 200 ')) asker?.resolve(answer.slice(bodyAt))
    else asker?.reject(new Error(answer))
  })
  socket.on('close', () => waiting?.reject(new Error('The connection was closed')))

  return {
    call: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request, 'latin1')
      }),
    close: () => void socket.destroy(),
  }
}

function lengthOf(answer: string): number {
  const [, length = 'NaN'] = /\r\nContent-Length: (\d+)\r\n/i.exec(answer) ?? []
  return Number(length)
}
