import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createMainWithWorker } from './support/process/main-with-worker.ts'
import { launch, launchReady, logLines } from './support/process/server-process.ts'
import { openSse } from './support/sse-client.ts'

async function startSession(url: string): Promise<string> {
  const response = await fetch(`${url}/session/start`, { method: 'POST' })
  return JSON.parse(await response.text()).session_id
}

const signalItself = `process.kill(process.pid, 'SIGTERM')`

/** Where in its start a server is asked to stop; in a thread, it goes on a while before the thread does. */
const moments = {
  'while it loads': () => {
    const hook = `process.on('newListener', (name) => name === 'SIGTERM' && setImmediate(() => ${signalItself}))`
    return { nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(hook)}`] }
  },
  'while its thread starts': () =>
    createMainWithWorker(`${signalItself}\n${aWhile}\nexport default (tasks) => handle(tasks)`),
  'before it listens': () =>
    createMainWithWorker(`export default (tasks) => { ${signalItself}; ${aWhile}; return handle(tasks) }`),
}
const aWhile = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)'

function stop(child: ChildProcess, signal: NodeJS.Signals): void {
  child.kill(signal)
}

describe('the process', () => {
  it('prints its ready line, and nothing else, on stdout', async () => {
    const { url, output } = await launchReady()
    expect(url).not.toBe('')
    expect((await fetch(`${url}/health`)).status).toBe(200)
    expect(output.stdout.split('\n')).toHaveLength(2)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('tells everyone and exits with 0 on %s', async (signal) => {
    const { child, url, exited } = await launchReady({ SHUTDOWN_GRACE_S: '5' })
    const id = await startSession(url)
    const stream = await openSse(`${url}/session/${id}/stream`)
    const socket = new WebSocket(`${url.replace('http', 'ws')}/session/${id}/audio`)
    const socketClosed = once(socket, 'close')
    await once(socket, 'message')
    stop(child, signal)
    expect((await stream.next('session-end')).data).toMatchObject({ reason: 'shutdown' })
    expect((await socketClosed)[0]).toBe(1001)
    expect(await exited).toBe(0)
  })

  it('says on /ready that it is going, as long as it still answers', async () => {
    const { child, url, exited } = await launchReady()
    stop(child, 'SIGTERM')
    await expect.poll(async () => (await fetch(`${url}/ready`)).status, { interval: 20 }).toBe(503)
    expect(await exited).toBe(0)
  })

  it('can be stopped from the very moment at which it says that it serves', async () => {
    const { child, exited } = launch({ PORT: '0', CLASSIFIER_THREADS: '1' })
    child.stdout?.once('data', () => child.kill('SIGTERM'))
    expect(await exited).toBe(0)
  })

  it.each(Object.entries(moments))('can be stopped %s, and then never serves', async (_, optionsOf) => {
    const { output, exited } = launch({ PORT: '0', CLASSIFIER_THREADS: '1' }, optionsOf())
    expect(await exited).toBe(0)
    expect(output.stdout).toBe('')
    expect(output.stderr).not.toMatch(/listening|error|fatal| at /)
  })

  it('does not start with a wrong setting, and names it', async () => {
    const { output, exited } = launch({ PORT: 'many' })
    expect(await exited).toBe(1)
    expect(output.stderr).toContain('PORT=many')
    expect(output.stderr).not.toContain('    at ')
    expect(output.stdout).toBe('')
  })

  it('does not start where no thread for classifiers does', async () => {
    const { main } = createMainWithWorker(`throw new Error('broken as it starts')`)
    const { output, exited } = launch({ PORT: '0', CLASSIFIER_THREADS: '1' }, { main })
    expect(await exited).toBe(1)
    expect(output.stdout).toBe('')
    expect(
      logLines(output.stderr)
        .map(({ level }) => level)
        .sort(),
    ).toEqual(['error', 'error', 'fatal'])
  })

  it('says so when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { output, exited } = launch({ PORT: String(port) })
    expect(await exited).toBe(1)
    expect(output.stderr).toContain(`PORT=${port} can't be used: another program is listening there.`)
  })
})
