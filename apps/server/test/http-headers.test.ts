import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { storeUnavailable } from '../src/errors.ts'
import { dial } from './support/dial.ts'
import { startSecureServer } from './support/secure-server.ts'
import { openSse } from './support/sse-client.ts'
import { startTestServer } from './support/test-server.ts'

/** What every answer that is no page says. */
const careful = {
  'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}
const json = { 'Content-Type': 'application/json' }
const year = 'max-age=31536000'

const calls: [status: number, method: string, path: string, init: RequestInit][] = [
  [200, 'POST', '/session/start', {}],
  [200, 'GET', '/session/:id', {}],
  [200, 'GET', '/session/:id/history', {}],
  [200, 'GET', '/session/:id/export?format=json', {}],
  [200, 'GET', '/session/:id/export?format=csv', {}],
  [200, 'POST', '/session/:id/share', {}],
  [200, 'DELETE', '/session/:id/end', {}],
  [200, 'GET', '/health', {}],
  [200, 'GET', '/ready', {}],
  [204, 'OPTIONS', '/session/:id', {}],
  [400, 'POST', '/session/start', { headers: json, body: '{' }],
  [403, 'POST', '/session/start', { headers: { Origin: 'https://elsewhere.example' } }],
  [404, 'GET', '/session/nobody/stream', {}],
  [404, 'GET', '/nowhere', {}],
  [404, 'GET', '/session/%ff', {}],
  [405, 'PUT', '/session/:id', {}],
  [413, 'POST', '/session/start', { headers: json, body: `"${'x'.repeat(20_000)}"` }],
  [415, 'POST', '/session/start', { headers: { 'Content-Type': 'text/plain' }, body: 'x' }],
  [422, 'GET', '/session/:id/history?limit=x', {}],
]

describe('every answer of the API', () => {
  it('may be kept, framed, run and told of nowhere', async () => {
    const { url, startSession } = await startTestServer()
    for (const [status, method, path, init] of calls) {
      const id = await startSession()
      const answer = await fetch(`${url}${path.replace(':id', id)}`, { method, ...init })
      const asked = `${status} to ${method} ${path}`
      expect(answer.status, asked).toBe(status)
      const said = Object.fromEntries(answer.headers)
      expect(said, asked).toMatchObject({ ...careful, 'cache-control': 'no-store' })
      for (const name of ['x-powered-by', 'server', 'strict-transport-security', 'etag'])
        expect(said, asked).not.toHaveProperty(name)
    }
  })

  it('says the same of a stream, which is kept by nobody either', async () => {
    const { url, startSession } = await startTestServer()
    const { response } = await openSse(`${url}/session/${await startSession()}/stream`)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...careful,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
  })

  it.each(['/session/some-id/audio', '/nowhere'])(
    'says the same to a WebSocket at %s that is answered in HTTP',
    async (path) => {
      const { url } = await startTestServer({
        wrapStore: (store) => ({ ...store, find: () => Promise.reject(storeUnavailable()) }),
      })
      const head = await askToUpgrade(url, path)
      expect(head).toMatch(/^http\/1.1 (?:404|503) /)
      for (const [name, value] of Object.entries({ ...careful, 'cache-control': 'no-store' }))
        expect(head.split('\r\n')).toContain(`${name}: ${value}`)
    },
  )
})

describe('a page', () => {
  it('runs and looks like what is served with it, and what stands in it word for word', async () => {
    const { answer, policy } = await openPage()
    // By `printf %s … | openssl dgst -sha256 -binary | base64`.
    const script = "'sha256-oKQGfcCtR0Ibe+Fnq8sdf757uOdCI8GxKMuVw8EgjsA='"
    const style = "'sha256-8fPwlIw/PLRUIsg7vYlNotoeuR0WiP8RAqPPGm2Lo4U='"
    expect(answer.status).toBe(200)
    expect(policy).toEqual({
      'default-src': ["'none'"],
      'base-uri': ["'none'"],
      'connect-src': ["'self'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
      'img-src': ["'self'"],
      'manifest-src': ["'self'"],
      'script-src': ["'self'", script],
      'style-src': ["'self'", style],
      'worker-src': ["'self'"],
    })
  })

  it('may use the microphone and keep the screen on, and is told of to nobody', async () => {
    const { answer } = await openPage()
    const permissions = answer.headers.get('permissions-policy')?.split(', ')
    expect(permissions).toEqual(expect.arrayContaining(['microphone=(self)', 'screen-wake-lock=(self)']))
    expect(permissions).toEqual(expect.arrayContaining(['camera=()', 'geolocation=()']))
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-cache',
    })
  })

  it.each(['/sw.js', '/assets/app-1234.js'])(
    'says what %s may do as well: a worker goes by its own',
    async (path) => {
      const { policy } = await openPage(path)
      expect([policy['connect-src'], policy['script-src']?.[0]]).toEqual([["'self'"], "'self'"])
    },
  )
})

describe('HTTPS for a year', () => {
  it('is asked for where it is served', async () => {
    const { url, fetch, startSession } = await startSecureServer({ webDir: webDir() })
    const id = await startSession()
    const paths = ['/', '/health', `/session/${id}`, '/nowhere']
    const said = paths.map(async (path) => (await fetch(`${url}${path}`)).headers.get(sts))
    expect(await Promise.all(said)).toEqual(paths.map(() => year))
    const { response } = await openSse(`${url}/session/${id}/stream`, { fetch })
    expect(response.headers.get(sts)).toBe(year)
  })

  it.each([
    ['a trusted proxy says that it is', year, { TRUST_PROXY: '1' }, { 'X-Forwarded-Proto': 'https' }],
    ['anybody says so', null, {}, { 'X-Forwarded-Proto': 'https' }],
    ['a trusted proxy says that it isn’t', null, { TRUST_PROXY: '1' }, { 'X-Forwarded-Proto': 'http' }],
    ['PUBLIC_ORIGIN says so', year, { PUBLIC_ORIGIN: 'https://undertone.example' }, {}],
    ['PUBLIC_ORIGIN says that it isn’t', null, { PUBLIC_ORIGIN: 'http://undertone.example' }, {}],
    [
      'it is one’s own machine, where other things are served too',
      null,
      { PUBLIC_ORIGIN: 'https://localhost' },
      {},
    ],
  ])('where %s: %s', async (_where, said, env, headers) => {
    const { url } = await startTestServer({ env })
    expect((await fetch(`${url}/health`, { headers })).headers.get(sts)).toBe(said)
  })

  it('is never asked of localhost, where other things are served too', async () => {
    const { url } = await startTestServer({ env: { TRUST_PROXY: '1' } })
    const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'localhost:8522' }
    expect((await fetch(`${url}/health`, { headers })).headers.get(sts)).toBe(null)
  })
})

const sts = 'strict-transport-security'

function webDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-web-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const page = `<!doctype html><script type="module" src="/assets/app-1234.js"></script><style>p { color: teal }</style>
<script>document.title = 'ü'
</script>`
  writeFileSync(join(folder, 'index.html'), page)
  writeFileSync(join(folder, 'sw.js'), 'self.skipWaiting()')
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'app-1234.js'), 'export {}')
  return folder
}

async function openPage(path = '/') {
  const { url } = await startTestServer({ webDir: webDir() })
  const answer = await fetch(`${url}${path}`, { headers: { Accept: 'text/html' } })
  const directives = (answer.headers.get('content-security-policy') ?? '').split(';')
  const policy = Object.fromEntries(directives.map((directive) => namedValues(directive.trim().split(' '))))
  return { answer, policy }
}

function namedValues([name = '', ...values]: string[]): [string, string[]] {
  return [name, values]
}

/** The head of the answer, in lower case. */
async function askToUpgrade(url: string, path: string): Promise<string> {
  const socket = dial(url)
  let answer = ''
  socket.on('data', (text) => (answer += text))
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
  await once(socket, 'close')
  const [head = ''] = answer.split('\r\n\r\n')
  return head.replaceAll(/^[\w-]+:|^HTTP/gm, (name) => name.toLowerCase())
}
