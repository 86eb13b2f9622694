import { createServer, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

export interface Renewable {
  readonly url: string
  /** From now on the service worker is another one: a newer version of the page was put on the server. */
  renew(): void
}

/** Stands before `serverUrl`, hands everything on as it is, and can bring a newer version. Until the test ends. */
export async function openRenewable(serverUrl: string): Promise<Renewable> {
  const { hostname, port } = new URL(serverUrl)
  let version = 1
  const ask = (req: IncomingMessage) => {
    // Compressed it couldn't be added to, and the server doesn't know that it has changed.
    const headers = { ...req.headers, 'accept-encoding': 'identity', 'cache-control': 'no-cache' }
    delete headers['if-none-match']
    delete headers['if-modified-since']
    return request({ hostname, port, path: req.url, method: req.method, headers })
  }
  const front = createServer((req, res) => {
    const asked = ask(req)
    asked.on('response', (answer) => {
      // The length grows with what is added.
      const headers = { ...answer.headers, 'content-length': undefined }
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) res.setHeader(name, value)
      res.writeHead(answer.statusCode ?? 502)
      if (req.url === '/sw.js') res.write(`// version ${version}\n`)
      answer.pipe(res)
    })
    asked.on('error', () => res.destroy())
    res.on('close', () => asked.destroy())
    req.pipe(asked)
  })
  front.on('upgrade', (req, socket, head) => {
    const way = connect(Number(port), hostname)
    const lines = req.rawHeaders.flatMap((value, i, all) => (i % 2 === 0 ? [`${value}: ${all[i + 1]}`] : []))
    way.write(`${req.method} ${req.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    way.write(head)
    way.pipe(socket).pipe(way)
    way.on('error', () => socket.destroy())
    socket.on('error', () => way.destroy())
  })
  front.listen(0, '127.0.0.1')
  await once(front, 'listening')
  onTestFinished(() => {
    front.close()
    front.closeAllConnections()
  })
  const address = front.address()
  const at = typeof address === 'object' ? address?.port : null
  return { url: `http://127.0.0.1:${at}`, renew: () => void version++ }
}
