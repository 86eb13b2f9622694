import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import request from 'supertest'
import { expect, it, onTestFinished } from 'vitest'
import { startTestServer } from './support/test-server.ts'

function webDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-web-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Undertone</title>')
  writeFileSync(join(folder, 'assets', 'app-1234.js'), 'export {}')
  return folder
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
