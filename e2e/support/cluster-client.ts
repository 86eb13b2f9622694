import { once } from 'node:events'
import { connect, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2'
import { onTestFinished } from 'vitest'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

export interface OpenStream {
  headers: IncomingHttpHeaders
  /** What has come so far. */
  text(): string
  isOpen(): boolean
  leave(): void
}

/** One HTTP/2 connection, as a browser has to a site. */
export interface Http2Client {
  ask(method: string, path: string, body?: string): Promise<Answer>
  /** Resolves with its headers. */
  openStream(path: string): Promise<OpenStream>
}

/** Connects to the proxy at `url`, whose certificate nobody vouches for, until the test ends. */
export async function connectHttp2(url: string): Promise<Http2Client> {
  const connection = connect(url, { rejectUnauthorized: false })
  onTestFinished(() => connection.destroy())
  await once(connection, 'connect')
  return {
    async ask(method, path, body = '') {
      const stream = open(connection, method, path, body)
      const headers = await headersOf(stream)
      let text = ''
      for await (const piece of stream) text += String(piece)
      return { status: Number(headers[':status']), headers, text }
    },
    async openStream(path) {
      const stream = open(connection, 'GET', path, '')
      const headers = await headersOf(stream)
      let text = ''
      stream.on('data', (piece) => (text += String(piece)))
      return {
        headers,
        text: () => text,
        isOpen: () => !stream.closed && !stream.readableEnded,
        leave: () => stream.close(),
      }
    },
  }
}

type Stream = ReturnType<ClientHttp2Session['request']>

function open(connection: ClientHttp2Session, method: string, path: string, body: string): Stream {
  const headers = {
    ':method': method,
    ':path': path,
    // A browser offers to take everything packed.
    'accept-encoding': 'gzip, deflate, br',
    ...(body && { 'content-type': 'application/json' }),
  }
  const stream = connection.request(headers, { endStream: body === '' })
  stream.setEncoding('utf8')
  if (body) stream.end(body)
  return stream
}

function headersOf(stream: Stream): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve)
    stream.once('error', reject)
  })
}
