import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createTakenSockets } from './taken-sockets.ts'

/** Answers `/` as servers do, and takes the connection of everything else. */
async function serve({ keepAliveTimeoutMs = 5_000 } = {}) {
  const sockets = createTakenSockets()
  const taken: Socket[] = []
  const http = createServer({ keepAliveTimeout: keepAliveTimeoutMs }, async (req, res) => {
    if (req.url === '/') return void res.end('answered')
    await new Promise(setImmediate)
    const socket = sockets.take(res)
    if (!socket) return
    taken.push(socket)
    socket.write('taken')
  }).listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : 0
  onTestFinished(() => {
    sockets.destroyAll()
    http.closeAllConnections()
    http.close()
  })
  async function dial() {
    const socket = connect(port, '127.0.0.1').setEncoding('latin1')
    let said = ''
    let isClosed = false
    socket.on('data', (text) => (said += text)).on('error', () => {})
    socket.on('close', () => (isClosed = true))
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
    return { socket, said: () => said, isClosed: () => isClosed }
  }
  return { http, sockets, taken, dial }
}

const ask = (path: string, fields = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${fields}\r\n`
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

it('lasts for longer than a connection may be idle between two answers, also where there was one before', async () => {
  const { taken, dial } = await serve({ keepAliveTimeoutMs: 1 })
  const phone = await dial()
  phone.socket.write(ask('/'))
  await expect.poll(phone.said).toContain('answered')
  phone.socket.write(ask('/stream'))
  await expect.poll(phone.said).toContain('taken')
  // Node adds a second to what it tells clients.
  await pause(1_500)
  for (const socket of taken) socket.write(' and heard')
  await expect.poll(phone.said).toContain('taken and heard')
})

it.each([
  [
    'whose client says that it asks for nothing more',
    'GET /stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ],
  ['of HTTP/1.0, as some proxies speak it', 'GET /stream HTTP/1.0\r\n\r\n'],
])('goes on for a request %s', async (_, request) => {
  const { taken, dial } = await serve()
  const phone = await dial()
  phone.socket.write(request)
  await expect.poll(phone.said).toBe('taken')
  await pause(100)
  for (const socket of taken) socket.write(' still')
  await expect.poll(phone.said).toBe('taken still')
  expect(phone.isClosed()).toBe(false)
})

it('is out of the hands of node:http, which closes all that it has and not this', async () => {
  const { http, sockets, taken, dial } = await serve()
  const phone = await dial()
  phone.socket.write(ask('/stream'))
  await expect.poll(phone.said).toBe('taken')
  http.closeAllConnections()
  await pause(50)
  for (const socket of taken) socket.write(' still')
  await expect.poll(phone.said).toBe('taken still')
  expect(sockets.count()).toBe(1)
  sockets.destroyAll()
  await expect.poll(phone.isClosed).toBe(true)
})

it('throws away whatever is sent behind the request, and goes on', async () => {
  const { taken, dial } = await serve()
  const phone = await dial()
  phone.socket.write(ask('/stream', 'Content-Length: 10\r\n'))
  await expect.poll(phone.said).toBe('taken')
  phone.socket.write('12345')
  phone.socket.write('GET / HTTP/1.1\r\n\r\nand what is no HTTP at all\r\n')
  await pause(50)
  for (const socket of taken) socket.write(' still')
  await expect.poll(phone.said).toBe('taken still')
})

it.each([
  ['another request', ask('/')],
  ['another stream', ask('/stream')],
  ['what has a body', `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}`],
])(
  'closes a connection on which %s was asked for behind, before an answer goes to the wrong one',
  async (_, behind) => {
    const { http, sockets, dial } = await serve()
    const phone = await dial()
    phone.socket.write(ask('/stream') + behind)
    await expect.poll(phone.isClosed).toBe(true)
    expect(phone.said()).toBe('')
    await expect.poll(sockets.count).toBe(0)
    http.closeAllConnections()
  },
)

it.each(['end', 'destroy', 'resetAndDestroy'] as const)(
  'counts a connection no more once its other side has gone by %s, and tells when none is left',
  async (way) => {
    const { sockets, dial } = await serve()
    let none = 0
    sockets.onNone(() => none++)
    const phones = [await dial(), await dial()]
    for (const { socket } of phones) socket.write(ask('/stream'))
    await expect.poll(sockets.count).toBe(2)
    phones[0]?.socket[way]()
    await expect.poll(sockets.count).toBe(1)
    expect(none).toBe(0)
    phones[1]?.socket[way]()
    await expect.poll(sockets.count).toBe(0)
    expect(none).toBe(1)
  },
)

it('takes nothing where the other side has gone already', async () => {
  const sockets = createTakenSockets()
  const outcome = new Promise((resolve) => {
    const http = createServer((req, res) => {
      req.socket.once('close', () => setImmediate(() => resolve(sockets.take(res))))
    }).listen(0, '127.0.0.1', () => {
      const address = http.address()
      const socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1')
      socket.write(ask('/stream'), () => socket.destroy())
    })
    onTestFinished(() => void http.close())
  })
  expect(await outcome).toBeNull()
  expect(sockets.count()).toBe(0)
})
