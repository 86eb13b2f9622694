import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ToneEvent } from '@undertone/shared'
import { describe, expect, it, onTestFinished } from 'vitest'
import { busyRun, strangers } from './support/process/busy-run.ts'
import { watchDisk } from './support/process/disk-watch.ts'
import { launchReady, logLines } from './support/process/server-process.ts'
import { launchRedis } from './support/redis-process.ts'

/** Node lets it write no file at all: https://nodejs.org/api/permissions.html. */
const permission = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission'
const mayOnlyRead = [permission, '--allow-fs-read=*', '--allow-worker']
// Of Node, and of nobody's; told before the server can tell them its way.
const quiet = ['--disable-warning=ExperimentalWarning', '--disable-warning=SecurityWarning']

let running: ReturnType<typeof run> | null = null
/** One run for all of these, as it takes some seconds. */
const theRun = () => (running ??= run())

async function run() {
  const redis = await launchRedis({ persistent: true })
  const launched = await launchReady(
    { REDIS_URL: redis.url, LOG_LEVEL: 'trace', TRUST_PROXY: '1' },
    { nodeOptions: [...mayOnlyRead, ...quiet] },
  )
  const { child, url, output, exited } = launched
  const disk = watchDisk(child.pid ?? 0)
  const done = await busyRun({
    url,
    async storeAway(meanwhile) {
      await redis.kill('SIGKILL')
      await expect.poll(async () => (await fetch(`${url}/ready`)).status).toBe(503)
      await meanwhile()
      await redis.start()
      await expect.poll(async () => (await fetch(`${url}/ready`)).status).toBe(200)
    },
  })
  const { writtenBytes } = disk.stop()
  child.kill('SIGTERM')
  const code = await exited
  await redis.remove()
  return { ...done, ...output, code, files: disk.files, writtenBytes }
}

/** What must be nowhere in `text`. */
function findSecrets(text: string, ids: readonly string[]): string[] {
  const secrets = [
    ...ids.filter((id) => id.length > 5),
    ...Object.values(strangers),
    ...strangers.note.split('-'),
  ]
  return secrets.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()))
}

/** What was heard in a voice, as it would stand in a line: words, and numbers that are long enough to be told from others. */
function findHeard(text: string, tones: readonly ToneEvent[]): (string | number)[] {
  return tones.flatMap(({ affect, label, confidence, arousal, valence, shift_magnitude }) => [
    ...[affect, label].filter((word) => new RegExp(`\\b${word}\\b`, 'i').test(text)),
    ...[confidence, arousal, valence, shift_magnitude].filter(
      (n) => String(n).length > 4 && text.includes(String(n)),
    ),
  ])
}

describe('a busy run', { timeout: 60_000 }, () => {
  it('is one: people spoke, were heard, did wrong things, and the store was away', async () => {
    const { code, tones, stderr, metrics } = await theRun()
    expect(code).toBe(0)
    expect(tones.length).toBeGreaterThan(0)
    const messages = new Set(logLines(stderr).map(({ msg }) => msg))
    for (const message of [
      'listening',
      'answered',
      'stream opened',
      'stream ended',
      'microphone came',
      'microphone went',
      'store',
      'stopping',
    ])
      expect(messages).toContain(message)
    expect(metrics[0]).toMatch(/^undertone_tone_events_total [1-9]/m)
  })

  it('leaves no id, address, note or cookie in what the process says', async () => {
    const { ids, stderr, stdout, metrics } = await theRun()
    expect(findSecrets(stderr + stdout + metrics.join(''), ids)).toEqual([])
    // Not even its own, which here is also that of whoever asks.
    expect(stderr + metrics.join('')).not.toContain('127.0.0.1')
    expect(findSecrets(`${stderr} /session/${ids[4]} of ${strangers.address}`, ids)).toEqual([
      ids[4],
      strangers.address,
    ])
  })

  it('leaves nothing of what was heard in what the process says', async () => {
    const { tones, stderr, metrics } = await theRun()
    expect(findHeard(stderr + metrics.join(''), tones)).toEqual([])
    expect(findHeard(JSON.stringify(tones), tones)).not.toEqual([])
  })

  it('has a line for an answer, known by the same number, which is the server’s own', async () => {
    const { requestId, stderr } = await theRun()
    const lines = logLines(stderr).filter((line) => line['requestId'] === requestId)
    expect(lines).toMatchObject([{ msg: 'answered', method: 'GET', route: '/ready', status: 200 }])
  })

  it('is told in JSON alone, with no field that could hold more than it should', async () => {
    const { stderr } = await theRun()
    const fields = new Set(logLines(stderr).flatMap((line) => Object.keys(line)))
    const known = [
      'level',
      'time',
      'pid',
      'msg',
      'requestId',
      'method',
      'route',
      'status',
      'tookMs',
      'signal',
      'err',
    ]
    expect([...fields].filter((field) => !known.includes(field))).toEqual([])
  })

  it('would be told of a file that is written, and of bytes that go to a disk', async () => {
    const file = fileURLToPath(new URL('../dist/written-by-a-test', import.meta.url))
    onTestFinished(() => rmSync(file, { force: true }))
    const script = `const fs = require('node:fs')
      process.stdin.once('data', () => {
        fs.writeSync(fs.openSync(${JSON.stringify(file)}, 'w'), Buffer.alloc(100_000))
        process.stdout.write('written')
      })`
    const child = spawn(process.execPath, ['-e', script])
    onTestFinished(() => void child.kill())
    const disk = watchDisk(child.pid ?? 0)
    child.stdin.write('go')
    await once(child.stdout, 'data')
    expect(disk.stop().writtenBytes).toBeGreaterThanOrEqual(100_000)
    expect([...disk.files]).toEqual([file])
  })

  it('writes no file: none was open for writing, no byte went to a disk, and it had no right to', async () => {
    const { files, writtenBytes } = await theRun()
    expect([...files]).toEqual([])
    expect(writtenBytes).toBe(0)
  })
})
