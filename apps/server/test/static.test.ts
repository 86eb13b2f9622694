import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import request from 'supertest'
import { describe, expect, it, onTestFinished } from 'vitest'
import { dial } from './support/dial.ts'
import { startTestServer } from './support/test-server.ts'

function webDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-web-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Undertone</title>')
  writeFileSync(join(folder, 'assets', 'app-1234.js'), 'export {}')
  return folder
}

/** What this process has open. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((number) => {
    try {
      return [readlinkSync(`/proc/self/fd/${number}`)]
    } catch {
      return []
    }
  })
}

it.each(['/', '/live', '/notes/some-id'])(
  'serves the page at %s to a browser, always asking whether it is new',
  async (path) => {
    const { url } = await startTestServer({ webDir: webDir() })
    const response = await request(url).get(path).set('Accept', 'text/html,application/xhtml+xml,*/*;q=0.8')
    expect([response.status, response.headers['cache-control']]).toEqual([200, 'no-cache'])
    expect(response.text).toContain('<title>Undertone</title>')
  },
)

it('leaves no file open for a client that goes while its answer waits behind another', async () => {
  const folder = webDir()
  const { url, store } = await startTestServer({ webDir: folder })
  writeFileSync(join(folder, 'large.txt'), 'x'.repeat(1_000_000))
  store.find = () => new Promise(() => {})
  const socket = dial(url)
  const asked = `/session/${'a'.repeat(22)}`
  socket.write([asked, '/large.txt'].map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''))
  // Whoever came later is served already.
  for (let i = 0; i < 3; i++) await request(url).get('/')
  socket.resetAndDestroy()
  await once(socket, 'close')
  await expect.poll(() => openFiles().filter((file) => file.startsWith(folder))).toEqual([])
})

it.each(['/assets', '//assets', '//elsewhere.example/%2e%2e'])(
  'sends nobody elsewhere, for there is nothing at %s',
  async (path) => {
    const { url } = await startTestServer({ webDir: webDir() })
    const socket = dial(url)
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1.1 404 [^]*"code":"route_not_found"/)
  },
)

it('opens its front door to whoever knocks', async () => {
  const { url } = await startTestServer({ webDir: webDir() })
  const response = await request(url).get('/').set('Accept', '*/*')
  expect([response.status, response.text.includes('Undertone')]).toEqual([200, true])
})

it.each([
  ['/', { 'If-Match': '"another"' }, 412],
  ['/', { Range: 'bytes=9999999-' }, 200],
  ['/index.html', { Range: 'bytes=9999999-' }, 200],
  ['/assets/app-1234.js', { Range: 'bytes=9999999-' }, 416],
])('answers %s with %o as HTTP has it, never as a fault', async (path, headers, status) => {
  const { url } = await startTestServer({ webDir: webDir() })
  expect(
    (
      await request(url)
        .get(path)
        .set({ Accept: 'text/html', ...headers })
    ).status,
  ).toBe(status)
})

it('lets a browser keep files whose names change with their content', async () => {
  const { url } = await startTestServer({ webDir: webDir() })
  const response = await request(url).get('/assets/app-1234.js')
  expect(response.headers['cache-control']).toContain('immutable')
})

it.each([
  ['/session/nobody/nothing', 'text/html'],
  ['/assets/gone.js', 'text/html'],
  ['/live', 'application/json'],
])('gives no page at %s for %s', async (path, accept) => {
  const { url } = await startTestServer({ webDir: webDir() })
  const response = await request(url).get(path).set('Accept', accept)
  expect([response.status, response.headers['content-type']]).toEqual([
    404,
    'application/problem+json; charset=utf-8',
  ])
})

describe('a file that lies there packed as well', () => {
  const script = 'export {} // '.padEnd(2_000, 'tone ')
  const page = '<!doctype html><title>Undertone</title>'

  function packedDir(): string {
    const folder = webDir()
    const pack = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text))
      writeFileSync(join(folder, `${name}.gz`), gzipSync(text))
    }
    pack('index.html', page)
    pack('assets/packed-1234.js', script)
    pack('manifest.webmanifest', '{}')
    return folder
  }

  async function ask(path: string, headers: Record<string, string>) {
    const { url } = await startTestServer({ webDir: packedDir() })
    const response = await fetch(`${url}${path}`, { headers: { Accept: 'text/html', ...headers } })
    return { response, text: await response.text(), header: (name: string) => response.headers.get(name) }
  }

  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', null],
  ])('is sent to who takes %s as %s, and is the same for all', async (accepted, coding) => {
    const { text, header } = await ask('/assets/packed-1234.js', { 'Accept-Encoding': accepted })
    expect(text).toBe(script)
    expect(header('content-encoding')).toBe(coding)
    expect(header('content-type')).toBe('text/javascript; charset=utf-8')
    expect(header('cache-control')).toContain('immutable')
    expect(header('vary')).toBe('Accept-Encoding')
  })

  it.each(['/', '/live'])('is the page at %s, too', async (path) => {
    const { text, header } = await ask(path, { 'Accept-Encoding': 'br' })
    expect(text).toBe(page)
    expect([header('content-encoding'), header('content-type'), header('cache-control')]).toEqual([
      'br',
      'text/html; charset=utf-8',
      'no-cache',
    ])
  })

  it('is still what it is, by its type', async () => {
    const { header } = await ask('/manifest.webmanifest', { 'Accept-Encoding': 'br' })
    expect(header('content-type')).toContain('application/manifest+json')
  })

  it('is told apart by its ETag, and not sent again to who has that form of it', async () => {
    const packed = { 'Accept-Encoding': 'br' }
    const { url } = await startTestServer({ webDir: packedDir() })
    const get = (headers: Record<string, string>) => request(url).get('/assets/packed-1234.js').set(headers)
    const { etag = '' } = (await get(packed)).headers
    expect(etag).not.toBe((await get({ 'Accept-Encoding': 'identity' })).headers['etag'])
    const again = await get({ ...packed, 'If-None-Match': etag })
    expect(again.status).toBe(304)
  })

  it.each([
    ['/', { 'If-Match': '"another"' }, 412],
    ['/assets/packed-1234.js', { Range: 'bytes=9999999-' }, 416],
  ])('is refused at %s with %o in words that can be read', async (path, headers, status) => {
    const { response, text, header } = await ask(path, { 'Accept-Encoding': 'br', ...headers })
    expect([response.status, header('content-encoding')]).toEqual([status, null])
    expect(text).not.toBe('')
  })
})

it('packs no answer of the API', async () => {
  const { url, startSession } = await startTestServer({ webDir: webDir() })
  const id = await startSession()
  for (const path of [`/session/${id}/history`, `/session/${id}/stream`]) {
    const abort = new AbortController()
    const headers = { 'Accept-Encoding': 'gzip, br' }
    const response = await fetch(`${url}${path}`, { headers, signal: abort.signal })
    expect(response.headers.get('content-encoding')).toBe(null)
    abort.abort()
  }
})
