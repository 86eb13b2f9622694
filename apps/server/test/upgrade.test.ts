import { once } from 'node:events'
import { problemSchema, sessionSchema } from '@undertone/shared'
import { expect, it, onTestFinished, vi } from 'vitest'
import { dial } from './support/dial.ts'
import { startSecureServer } from './support/secure-server.ts'
import { startTestServer } from './support/test-server.ts'
import { openUnread } from './support/unread-stream.ts'

const offersHttp2 =
  'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n'
const offersWebSocket = 'Connection: Upgrade\r\nUpgrade: websocket\r\n'

/** Sends `request` as it is, and reads until the server closes. */
async function ask(url: string, request: string) {
  const socket = dial(url)
  let answer = ''
  socket.on('data', (text) => (answer += text))
  socket.write(request)
  await once(socket, 'close')
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  return { head, body: body === '' ? null : JSON.parse(body) }
}

it.each([startTestServer, startSecureServer])(
  'answers a request that offers HTTP/2 as if it had not',
  async (start) => {
    const { url } = await start()
    const { head, body } = await ask(url, `GET /health HTTP/1.1\r\nHost: x\r\n${offersHttp2}\r\n`)
    expect(head).toMatch(/^HTTP\/1.1 200 /)
    expect(body).toEqual({ status: 'ok' })
  },
)

it('takes the body of such a request too', async () => {
  const { url } = await startTestServer()
  const body = JSON.stringify({ elcor: true })
  const fields = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`
  const answer = await ask(
    url,
    `POST /session/start HTTP/1.1\r\nHost: x\r\n${offersHttp2}${fields}\r\n${body}`,
  )
  expect(sessionSchema.parse(answer.body)).toMatchObject({ state: 'running', elcor: true })
})

it.each([offersHttp2, offersWebSocket])(
  'lets no stream outlive its connection on which an upgrade was offered behind it',
  async (offer) => {
    const { url, server, store, startSession } = await startTestServer()
    const id = await startSession()
    const socket = openUnread(`${url}/session/${id}/stream`)
    await expect.poll(() => server.counts().streams).toBe(1)
    socket.write(`GET /session/${id}/history HTTP/1.1\r\nHost: x\r\n${offer}\r\n`)
    socket.destroy()
    await expect.poll(() => server.counts().streams).toBe(0)
    expect(await store.find(id)).toMatchObject({ session: { subscribers: 0 } })
  },
)

it('opens no stream on a connection that a microphone took before its answer was due', async () => {
  const { url, server, store, startSession } = await startTestServer()
  const id = await startSession()
  const handshake = `${offersWebSocket}Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n`
  const socket = dial(url)
  let said = ''
  socket.on('data', (text) => (said += text))
  socket.write(
    ['stream', 'audio']
      .map(
        (path) =>
          `GET /session/${id}/${path} HTTP/1.1\r\nHost: x\r\n${path === 'audio' ? handshake : ''}\r\n`,
      )
      .join(''),
  )
  await once(socket, 'close')
  expect(said).not.toContain('event-stream')
  await expect.poll(() => server.counts()).toEqual({ streams: 0, microphones: 0 })
  expect(await store.find(id)).toMatchObject({ session: { subscribers: 0 } })
})

it.each([
  ['HTTP/2', `GET /health HTTP/1.1\r\nHost: x\r\n${offersHttp2}\r\n`],
  ['a WebSocket', `GET /session/x/audio HTTP/1.1\r\nHost: x\r\n${offersWebSocket}\r\n`],
  ['a tunnel', 'CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n'],
])('closes a connection on which %s is asked for behind what isn’t answered yet', async (_, behind) => {
  const { url, startSession } = await startTestServer()
  const socket = dial(url)
  let said = ''
  socket.on('data', (text) => (said += text))
  socket.write(`GET /session/${await startSession()}/history HTTP/1.1\r\nHost: x\r\n\r\n${behind}`)
  await once(socket, 'close')
  // What came first would be taken for the answer to the history.
  expect(said).toBe('')
})

it('tells a WebSocket that has no business where it asked what it tells everyone', async () => {
  const { url } = await startTestServer()
  const { head, body } = await ask(url, `GET /session/x/stream HTTP/1.1\r\nHost: x\r\n${offersWebSocket}\r\n`)
  expect(head).toMatch(/^HTTP\/1.1 404 /)
  expect(head).toContain('Content-Type: application/problem+json')
  expect(problemSchema.parse(body)).toMatchObject({ status: 404, code: 'route_not_found' })
})

it('tells whoever offers anything but a WebSocket where microphones are that there is nothing', async () => {
  const { url, startSession } = await startTestServer()
  const id = await startSession()
  const { head } = await ask(url, `GET /session/${id}/audio HTTP/1.1\r\nHost: x\r\n${offersHttp2}\r\n`)
  expect(head).toMatch(/^HTTP\/1.1 404 /)
})

const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
const version = 'Sec-WebSocket-Version: 13\r\n'

it.each([
  ['Sec-WebSocket-Key', version],
  ['Sec-WebSocket-Key', `${version}Sec-WebSocket-Key: short\r\n`],
  ['Sec-WebSocket-Version', `${key}Sec-WebSocket-Version: 12\r\n`],
  ['Sec-WebSocket-Protocol', `${key}${version}Sec-WebSocket-Protocol: a,a\r\n`],
])(
  'tells what is no handshake so as it tells every error, and that it is for its %s',
  async (path, fields) => {
    const { url, startSession } = await startTestServer()
    const id = await startSession()
    const request = `GET /session/${id}/audio HTTP/1.1\r\nHost: x\r\n${offersWebSocket}${fields}\r\n`
    const { head, body } = await ask(url, request)
    expect(head).toMatch(/^HTTP\/1.1 422 /)
    expect(head).toContain('Sec-WebSocket-Version: 13')
    const errors = [{ path, message: expect.stringContaining(path) }]
    expect(problemSchema.parse(body)).toMatchObject({ status: 422, code: 'invalid_request', errors })
  },
)

it('tells a handshake that asks by another method which one it takes', async () => {
  const { url, startSession } = await startTestServer()
  const id = await startSession()
  const request = `POST /session/${id}/audio HTTP/1.1\r\nHost: x\r\n${offersWebSocket}${key}${version}\r\n`
  const { head, body } = await ask(url, request)
  expect(head).toContain('Allow: GET')
  expect(problemSchema.parse(body)).toMatchObject({ status: 405, code: 'method_not_allowed' })
})

it('answers an address without a path as it answers every error', async () => {
  const { url } = await startTestServer()
  const { head, body } = await ask(url, 'GET http:// HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1.1 404 /)
  expect(problemSchema.parse(body)).toMatchObject({ status: 404, code: 'route_not_found' })
})

it('answers who takes it for a proxy as it answers every error', async () => {
  const { url } = await startTestServer()
  const { head, body } = await ask(url, 'CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: x\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1.1 404 /)
  expect(problemSchema.parse(body)).toMatchObject({ status: 404, code: 'route_not_found' })
})

it('outlives a client that sends what is refused before and behind what isn’t, and is gone', async () => {
  const { url } = await startTestServer()
  const ends = vi.fn<(error: Error) => void>()
  process.on('uncaughtException', ends)
  onTestFinished(() => void process.off('uncaughtException', ends))
  const body = 'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'
  const refused = `PUT /nothing HTTP/1.1\r\nHost: x\r\nOrigin: null\r\n${body}`
  const socket = dial(url)
  await once(socket, 'connect')
  socket.write(`${refused}GET /health HTTP/1.1\r\nHost: x\r\n${body}${refused}`)
  socket.resetAndDestroy()
  await once(socket, 'close')
  expect((await fetch(`${url}/health`)).status).toBe(200)
  expect(ends).not.toHaveBeenCalled()
})
