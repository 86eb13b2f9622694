import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createFlakyProxy } from '@undertone/flaky-proxy'
import { EventSource } from 'eventsource'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openSse } from './support/sse-client.ts'
import { startTestServer, type TestServerOptions } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'
import { readWireDocument } from './support/wire/wire-document.ts'

const root = new URL('../../../', import.meta.url)
const page = readFileSync(new URL('docs/follow-a-session.md', root), 'utf8')
const blocksOf = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, code = '']) => code)

it('quotes the examples as they are', () => {
  const examples = ['follow.mjs', 'follow-in-a-page.mjs']
  expect(blocksOf('js')).toEqual(
    examples.map((name) => readFileSync(new URL(`examples/${name}`, root), 'utf8')),
  )
})

it('follows a session in a page in twenty lines', () => {
  const [, inAPage = ''] = blocksOf('js')
  expect(inAPage.trimEnd().split('\n')).toHaveLength(20)
})

it('has a curl for every call, and each does what it says', async () => {
  const { url } = await startTestServer()
  const commands = blocksOf('sh')
    .join('')
    .replace(/^SERVER=.*$/m, `SERVER=${url}`)
    .replaceAll('-m 60', '-m 0.3')
  // A line on stderr for each: its status, method and address.
  const noticing = `curl() { command curl -w '%{stderr}%{http_code} %{method} %{url}\\n' "$@"; }\n`
  const { stdout, stderr } = await run('bash', ['-uc', noticing + commands])
  const asked = stderr.trim().split('\n')
  expect(asked.filter((line) => !line.startsWith('200 '))).toEqual([])
  expect(stdout).toContain('event: stream-open')

  const { calls } = readWireDocument(await (await fetch(`${url}/openapi.json`)).json())
  const patterns = calls
    .filter(({ operationId }) => operationId !== 'speak')
    .map(
      ({ method, path }) =>
        `^200 ${method.toUpperCase()} [^ ]*:\\d+${path.replace('{id}', '[\\w-]{22}')}(\\?|$)`,
    )
  expect(patterns.filter((pattern) => !asked.some((line) => new RegExp(pattern).test(line)))).toEqual([])
})

/** A server that is reached through a network that drops, and what it calls its session. */
async function setUp(options: TestServerOptions = {}) {
  const server = await startTestServer(options)
  const proxy = await createFlakyProxy({ targetPort: Number(new URL(server.url).port) })
  onTestFinished(() => proxy.close())
  const say = (id: string, subtext: string) => server.store.append(id, toneEvent({ session_id: id, subtext }))
  const streams = () => server.server.counts().streams
  return { ...server, proxy, say, streams }
}

it('follows a session through a drop in Node, each tone once and in order, until it is over', async () => {
  const { url, proxy, say, streams, startSession } = await setUp()
  const id = await startSession()
  const follower = launch(process.execPath, [example('follow.mjs'), proxy.url, id])
  // A program takes its time to start where much else runs.
  await expect.poll(streams, { timeout: 10_000 }).toBe(1)
  await say(id, 'one')
  await expect.poll(follower.stdout, { timeout: 5_000 }).toBe('1 one\n')
  proxy.refuse()
  await say(id, 'two')
  await say(id, 'three')
  proxy.heal()
  await expect.poll(follower.stdout, { timeout: 5_000 }).toBe('1 one\n2 two\n3 three\n')
  await fetch(`${url}/session/${id}/end`, { method: 'DELETE' })
  expect(await follower.exited).toBe(0)
})

it('starts a session of its own in Node, and ends it when it is told to stop', async () => {
  const { url, streams } = await setUp()
  const follower = launch(process.execPath, [example('follow.mjs'), url])
  await expect.poll(streams, { timeout: 10_000 }).toBe(1)
  follower.child.kill('SIGINT')
  expect(await follower.exited).toBe(0)
  expect(streams()).toBe(0)
})

it('says why where it may not start', async () => {
  const { url } = await startTestServer({ env: { ACCESS_CODE: 'heron' } })
  const follower = launch(process.execPath, [example('follow.mjs'), url])
  expect(await follower.exited).toBe(1)
  expect(follower.stderr()).toContain('To start here you need an access code.')
})

it('follows a session through a drop and a refusal in a page, each tone once and in order', async () => {
  const { url, proxy, say, streams, startSession } = await setUp({ env: { MAX_STREAMS_PER_SESSION: '1' } })
  vi.stubGlobal('EventSource', EventSource)
  onTestFinished(() => void vi.unstubAllGlobals())
  const asked = vi.spyOn(globalThis, 'fetch')
  const id = await startSession()
  const session = `${proxy.url}/session/${id}`
  const { follow } = await import(example('follow-in-a-page.mjs'))
  const shown: string[] = []
  follow(session, ({ subtext }: { subtext: string }) => shown.push(subtext))
  await expect.poll(streams).toBe(1)
  await say(id, 'one')
  await expect.poll(() => shown).toEqual(['one'])
  proxy.refuse()
  await expect.poll(streams).toBe(0)
  const inItsPlace = await openSse(`${url}/session/${id}/stream`)
  proxy.heal()
  await say(id, 'two')
  await expect.poll(() => asked.mock.calls.some(([what]) => what === session), { timeout: 10_000 }).toBe(true)
  inItsPlace.close()
  await expect.poll(() => shown, { timeout: 10_000 }).toEqual(['one', 'two'])
  await fetch(`${url}/session/${id}/end`, { method: 'DELETE' })
  await expect.poll(streams).toBe(0)
})

const example = (name: string) => fileURLToPath(new URL(`examples/${name}`, root))

function launch(command: string, args: string[]) {
  const child = spawn(command, args)
  onTestFinished(() => void child.kill('SIGKILL'))
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (text) => (stdout += text))
  child.stderr.on('data', (text) => (stderr += text))
  const exited = once(child, 'close').then(([code]) => Number(code))
  return { child, exited, stdout: () => stdout, stderr: () => stderr }
}

async function run(command: string, args: string[]) {
  const { exited, stdout, stderr } = launch(command, args)
  await exited
  return { stdout: stdout(), stderr: stderr() }
}
