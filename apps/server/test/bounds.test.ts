import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { problemSchema } from '@undertone/shared'
import { describe, expect, it, onTestFinished } from 'vitest'
import { dial } from './support/dial.ts'
import { problemOf, sendRaw } from './support/raw-request.ts'
import { startSecureServer } from './support/secure-server.ts'
import { openSse } from './support/sse-client.ts'
import { startTestServer, type TestServerOptions } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'

const start = (fields: string, body = '') => `POST /session/start HTTP/1.1\r\nHost: x\r\n${fields}\r\n${body}`
const asJson = 'Content-Type: application/json\r\n'
const hundredMegabytes = 'Content-Length: 100000000\r\n'

describe('a body that is too large', () => {
  it.each([
    ['by what is said of it', start(asJson + hundredMegabytes)],
    ['and isn’t JSON', start(hundredMegabytes)],
    ['as it comes', start(`${asJson}Transfer-Encoding: chunked\r\n`, `5000\r\n${' '.repeat(0x5000)}\r\n`)],
  ])('%s is refused before its end, and the connection closed', async (_, request) => {
    const { url } = await startTestServer()
    const answer = await sendRaw(url, request)
    expect(problemOf(answer)).toMatchObject({ status: 413, code: 'payload_too_large', closes: true })
    expect(answer.tookMs).toBeLessThan(10_000)
  })

  it('isn’t asked for where a client waits to be asked', async () => {
    const { url } = await startTestServer()
    const answer = await sendRaw(url, start(`${asJson + hundredMegabytes}Expect: 100-continue\r\n`))
    expect(answer.head).toMatch(/^HTTP\/1.1 413 /)
  })

  it('is answered even where its client goes on sending', async () => {
    const { url } = await startTestServer()
    const answer = await sendRaw(url, start(asJson + hundredMegabytes), ...Array(64).fill('x'.repeat(65_536)))
    expect(problemOf(answer)).toMatchObject({ status: 413, code: 'payload_too_large' })
  })

  it('costs nobody their connection where nothing reads it anyway and it is small', async () => {
    const { url } = await startTestServer()
    const post = `POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde`
    const answer = await sendRaw(url, post, 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect(answer.head).toMatch(/^HTTP\/1.1 404 /)
    expect(answer.body).toMatch(/HTTP\/1.1 200 OK/)
  })
})

it('asks for a body that it takes', async () => {
  const { url } = await startTestServer()
  const answer = await sendRaw(
    url,
    start(`${asJson}Expect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n`, '{}'),
  )
  expect(answer.head).toBe('HTTP/1.1 100 Continue')
  expect(answer.body).toMatch(/^HTTP\/1.1 200 OK/)
})

it.each([
  ['application/json; charset=utf-16', '{}', 415, 'unsupported_media_type'],
  ['application/json; charset=latin1', '{}', 415, 'unsupported_media_type'],
  ['application/json', '{"elcor":true,"x":"\u00ff"}', 400, 'malformed_json'],
])('takes UTF-8 and nothing else: %s', async (type, text, status, code) => {
  const { url } = await startTestServer()
  const body = Buffer.from(text, 'latin1')
  const answer = await fetch(`${url}/session/start`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body,
  })
  expect([answer.status, problemSchema.parse(await answer.json()).code]).toEqual([status, code])
})

it('takes a charset that says UTF-8', async () => {
  const { url } = await startTestServer()
  const headers = { 'Content-Type': 'Application/JSON; Charset="UTF-8"' }
  const answer = await fetch(`${url}/session/start`, { method: 'POST', headers, body: '{}' })
  expect(answer.status).toBe(200)
})

const get = (path: string, fields = 'Host: x\r\n') =>
  `GET ${path} HTTP/1.1\r\n${fields}Connection: close\r\n\r\n`
const manyFields = Array.from({ length: 100 }, (_, n) => `X-${n}: 1\r\n`).join('')

describe.each([
  ['HTTP', startTestServer],
  ['HTTPS', startSecureServer],
])('over %s, what is no request that it takes gets an answer of the contract', (_, launch) => {
  it.each([
    ['an address of 3,000 letters', get(`/${'x'.repeat(3_000)}`), 404, 'route_not_found'],
    ['an address of 20,000', get(`/${'x'.repeat(20_000)}`), 413, 'payload_too_large'],
    ['fields of 20,000', get('/health', `Host: x\r\nX: ${'x'.repeat(20_000)}\r\n`), 413, 'payload_too_large'],
    ['more than 100 fields', get('/health', `Host: x\r\n${manyFields}`), 413, 'payload_too_large'],
    ['no host', get('/health', ''), 400, 'malformed_json'],
    ['no HTTP', 'EHLO mail\r\n\r\n', 400, 'malformed_json'],
    ['two lengths', start('Content-Length: 1\r\nContent-Length: 2\r\n'), 400, 'malformed_json'],
    [
      'a length beside pieces',
      start(`Content-Length: 1\r\nTransfer-Encoding: chunked\r\n`),
      400,
      'malformed_json',
    ],
  ])('%s', async (_, request, status, code) => {
    const { url } = await launch()
    const answer = await sendRaw(url, request)
    expect(problemOf(answer)).toMatchObject({ status, code, detail: expect.stringMatching(/\w \w.*\.$/) })
  })
})

it.each([startTestServer, startSecureServer])('serves HTTP/1.0, which needs no host', async (launch) => {
  const { url } = await launch()
  expect((await sendRaw(url, 'GET /health HTTP/1.0\r\n\r\n')).status).toBe(200)
})

it('refuses a microphone’s handshake with such an address or such fields alike', async () => {
  const { url } = await startTestServer()
  const upgrade = 'Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n'
  const long = await sendRaw(url, `GET /session/${'x'.repeat(3_000)}/audio HTTP/1.1\r\n${upgrade}\r\n`)
  expect(problemOf(long)).toMatchObject({ status: 404, code: 'route_not_found' })
  const wide = await sendRaw(url, `GET /session/x/audio HTTP/1.1\r\n${upgrade}${manyFields}\r\n`)
  expect(problemOf(wide)).toMatchObject({ status: 413, code: 'payload_too_large' })
})

it('passes over an expectation that it does not know', async () => {
  const { url } = await startTestServer()
  expect((await sendRaw(url, get('/health', 'Host: x\r\nExpect: tea\r\n'))).status).toBe(200)
})

const overHttp = async (options: TestServerOptions) => ({ ...(await startTestServer(options)), ask: fetch })
const overHttps = async (options: TestServerOptions) => {
  const server = await startSecureServer(options)
  return { ...server, ask: server.fetch }
}

it.each([overHttp, overHttps])(
  'closes whoever takes for ever to ask, while others are served as ever',
  async (launch) => {
    const { url, store, startSession, ask } = await launch({ env: { REQUEST_TIMEOUT_S: '0.4001' } })
    const id = await startSession()
    const stream = await openSse(`${url}/session/${id}/stream`, { fetch: ask })
    const slow = {
      halfHead: [get('/health').slice(0, 30)],
      halfBody: [start(`${asJson}Content-Length: 9\r\n`, '{"e')],
      halfPiece: [start(`${asJson}Transfer-Encoding: chunked\r\n`, '9\r\n{"e')],
      mute: [],
      idle: ['GET /health HTTP/1.1\r\nHost: x\r\n\r\n'],
    }
    const asked = Object.entries(slow).flatMap(([name, pieces]) =>
      Array.from({ length: 20 }, async () => ({ name, ...(await sendRaw(url, ...pieces)) })),
    )
    let isOver = false
    const all = Promise.all(asked).finally(() => (isOver = true))
    let served = 0
    while (!isOver) {
      expect((await ask(`${url}/session/${id}`)).status).toBe(200)
      served++
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const answers = await all
    expect(served).toBeGreaterThan(5)
    for (const answer of answers) {
      expect(answer.tookMs).toBeLessThan(10_000)
      if (answer.name.startsWith('half'))
        expect(problemOf(answer)).toMatchObject({ status: 400, code: 'malformed_json', closes: true })
      else expect(answer.status).toBe(answer.name === 'idle' ? 200 : null)
    }
    await store.append(id, toneEvent({ session_id: id }))
    expect((await stream.next('tone-event')).id).toBe('1')
  },
)

it('cuts an answer that nobody takes', async () => {
  const webDir = mkdtempSync(join(tmpdir(), 'undertone-'))
  onTestFinished(() => rmSync(webDir, { recursive: true }))
  const size = 32 * 1024 * 1024
  writeFileSync(join(webDir, 'index.html'), 'x')
  writeFileSync(join(webDir, 'large.bin'), Buffer.alloc(size))
  const { url } = await startTestServer({ webDir, env: { REQUEST_TIMEOUT_S: '0.1' } })
  const socket = dial(url)
  socket.pause()
  socket.write(get('/large.bin'))
  // Three times the time of a request, and as much again for a machine that is busy.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  let taken = 0
  socket.on('data', ({ length }) => (taken += length))
  socket.on('error', () => {})
  socket.resume()
  await new Promise((resolve) => socket.once('close', resolve))
  expect(taken).toBeLessThan(size)
})
