import { fileURLToPath, pathToFileURL } from 'node:url'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSystemClock, type Clock } from '../clock.ts'
import { createVoicePool } from './voice-pool.ts'

/**
 * A worker that takes its time, and answers each push with the numbers of all pushes since it was opened; 97 never ends, 98 loses
 * the classifier, 99 ends the thread. The real one refuses an id that it doesn't know just as this one does.
 */
const slowWorker = `
const order = new Map()
export default async function handle(tasks) {
  const answers = []
  for (const task of tasks)
    answers.push(await handleOne(task).then((value) => ({ value }), ({ message: error }) => ({ error })))
  return { answers, tookMs: 10 * tasks.length }
}
async function handleOne({ type, id, samples }) {
  await new Promise((resolve) => setTimeout(resolve, 2))
  if (type === 'open') order.set(id, [])
  if (type === 'push') {
    if (samples[0] === 97) for (;;) {}
    if (samples[0] === 98) order.delete(id)
    if (samples[0] === 99) process.exit(1)
    if (!order.has(id)) throw new Error('unknown')
    order.get(id).push(samples[0])
    return [...order.get(id)]
  }
  if (type === 'close') order.delete(id)
  if (type === 'count') return order.size
  return []
}
`

function createPool(threads: number, worker = slowWorker, clock: Clock = createSystemClock()) {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-pool-'))
  const file = join(folder, 'worker.mjs')
  writeFileSync(file, worker)
  const pool = createVoicePool({
    threads,
    modelName: 'full',
    workerFile: pathToFileURL(file),
    clock,
    onError: () => {},
  })
  onTestFinished(async () => {
    await pool.stop()
    rmSync(fileURLToPath(pathToFileURL(folder)), { recursive: true })
  })
  return pool
}

it('says how long its threads have worked, on average', async () => {
  const pool = createPool(2)
  await pool.open('a', null)
  await pool.push('a', Int16Array.of(1))
  await pool.push('a', Int16Array.of(2))
  expect(pool.workedMs()).toBe(15)
})

/** The system's clock, on which what is more than a minute away comes when it is told to. */
function createImpatientClock() {
  const system = createSystemClock()
  const later = new Set<() => void>()
  return {
    ...system,
    after(delayMs: number, task: () => void) {
      if (delayMs < 60_000) return system.after(delayMs, task)
      later.add(task)
      return { stop: () => void later.delete(task) }
    },
    isWaiting: () => later.size > 0,
    runOut: () => later.forEach((task) => task()),
  }
}

/** The system's clock, on which seconds pass in a fiftieth of their time. */
function createHastyClock() {
  const system = createSystemClock()
  const after = (delayMs: number, task: () => void) =>
    system.after(delayMs < 60_000 ? delayMs / 50 : delayMs, task)
  return { ...system, after }
}

it('works an id\u2019s calls in the order in which they were made, however many wait', async () => {
  const pool = createPool(1)
  void pool.open('a', null)
  const numbers = Array.from({ length: 30 }, (_, index) => index)
  const answers = await Promise.all(numbers.map((number) => pool.push('a', Int16Array.of(number))))
  expect(answers.at(-1)).toEqual(numbers)
})

it('keeps nothing of an id that was released while its pushes still waited', async () => {
  const pool = createPool(2)
  const ids = Array.from({ length: 10 }, (_, index) => `id ${index}`)
  await Promise.all(
    ids.flatMap((id) => [
      pool.open(id, null),
      pool.push(id, Int16Array.of(1)),
      pool.push(id, Int16Array.of(2)),
      pool.close(id),
    ]),
  )
  expect(await pool.liveClassifiers()).toBe(0)
})

it('goes on with a fresh classifier after its thread has died', async () => {
  const pool = createPool(1)
  await pool.open('a', null)
  await expect(pool.push('a', Int16Array.of(99))).rejects.toThrow()
  expect(await pool.push('a', Int16Array.of(1))).toEqual([1])
})

describe('a voice whose thread has died is known as it was when it was last asked about', () => {
  /** Knows of each voice how often it was pushed, and what it was told; 99 ends the thread. */
  const learner = `const weights = new Map()
export default (tasks) => ({ answers: tasks.map(answer), tookMs: 0 })
function answer({ type, id, known, samples }) {
  if (type === 'push' && samples[0] === 99) process.exit(1)
  if (type === 'push' && !weights.has(id)) return { error: 'unknown' }
  if (type === 'push') weights.set(id, weights.get(id) + 1)
  if (type === 'open') weights.set(id, known?.weight ?? 0)
  return { value: weights.has(id) ? { weight: weights.get(id) } : null }
}`
  const voice = { weight: 5, offsets: new Float64Array() }

  it('by the classifier that takes the place of the lost one', async () => {
    const pool = createPool(1, learner)
    await pool.open('a', voice)
    await expect(pool.push('a', Int16Array.of(99))).rejects.toThrow()
    expect(await pool.push('a', Int16Array.of(1))).toEqual({ weight: 6 })
    await pool.known('a')
    await pool.push('a', Int16Array.of(1))
    await expect(pool.push('a', Int16Array.of(99))).rejects.toThrow()
    expect(await pool.push('a', Int16Array.of(1))).toEqual({ weight: 7 })
  })

  it.each(['known', 'close'] as const)('by who asks for it at that moment (%s)', async (ask) => {
    const pool = createPool(1, learner)
    await pool.open('a', voice)
    const dies = expect(pool.push('a', Int16Array.of(99))).rejects.toThrow()
    expect(await pool[ask]('a')).toEqual(voice)
    await dies
  })
})

it('goes on with another thread where one hangs, whoever else it heard', async () => {
  const clock = createImpatientClock()
  const pool = createPool(1, slowWorker, clock)
  await Promise.all([pool.open('a', null), pool.open('b', null)])
  const lost = [pool.push('a', Int16Array.of(97))]
  await expect.poll(() => clock.isWaiting()).toBe(true)
  lost.push(pool.push('b', Int16Array.of(1)))
  clock.runOut()
  expect((await Promise.allSettled(lost)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const heard = ['a', 'b'].map((id) => pool.push(id, Int16Array.of(2)))
  expect(await Promise.all(heard)).toEqual([[2], [2]])
  expect(clock.isWaiting()).toBe(false)
})

it('has a thread again as soon as one can start, though the first in the place of a dead one could not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-broken-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const broken = join(folder, 'broken')
  const pool = createPool(
    1,
    `import { existsSync } from 'node:fs'
if (existsSync(${JSON.stringify(broken)})) throw new Error('broken as it starts')
${slowWorker}`,
    createHastyClock(),
  )
  await pool.open('a', null)
  writeFileSync(broken, '')
  await expect(pool.push('a', Int16Array.of(99))).rejects.toThrow('lost')
  await expect(pool.push('a', Int16Array.of(1))).rejects.toThrow('lost')
  rmSync(broken)
  await expect(pool.push('a', Int16Array.of(2))).rejects.toThrow('unknown')
  expect(await pool.push('a', Int16Array.of(3))).toEqual([3])
})

it('leaves no session deaf whose thread has died under another one\u2019s push', async () => {
  const pool = createPool(1)
  await Promise.all([pool.open('a', null), pool.open('b', null)])
  await expect(pool.push('a', Int16Array.of(99))).rejects.toThrow()
  await expect(pool.push('b', Int16Array.of(1))).rejects.toThrow('unknown')
  expect(await pool.push('b', Int16Array.of(2))).toEqual([2])
  expect(await pool.push('b', Int16Array.of(3))).toEqual([2, 3])
})

it('keeps what a fresh classifier has heard, though pushes to the lost one fail after it was made', async () => {
  const pool = createPool(1)
  await pool.open('a', null)
  const lost = [pool.push('a', Int16Array.of(98))]
  const whenTheFirstFailed = pool.liveClassifiers()
  lost.push(pool.push('a', Int16Array.of(1)), pool.push('a', Int16Array.of(2)))
  const failed = Promise.allSettled(lost)
  await whenTheFirstFailed
  const heard = pool.push('a', Int16Array.of(3))
  expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect([await heard, await pool.push('a', Int16Array.of(4))]).toEqual([[3], [3, 4]])
})

it('opens nothing again for an id that was let go while its thread died', async () => {
  const pool = createPool(1)
  await pool.open('a', null)
  const pushed = pool.push('a', Int16Array.of(99))
  void pool.close('a')
  await expect(pushed).rejects.toThrow()
  expect(await pool.liveClassifiers()).toBe(0)
})

it('leaves nobody who asked without an answer when it stops', async () => {
  const pool = createPool(1, 'export default () => new Promise(() => {})')
  const asked = [pool.open('a', null), pool.liveClassifiers()]
  await new Promise((resolve) => setTimeout(resolve, 50))
  asked.push(pool.open('b', null))
  const answers = Promise.allSettled(asked)
  await pool.stop()
  expect((await answers).map(({ status }) => status)).toEqual(new Array(3).fill('rejected'))
  await expect(pool.open('c', null)).rejects.toThrow('stopped')
})

it('sends what is asked at the same moment together, and nothing before its turn', async () => {
  const pool = createPool(
    1,
    `let messages = 0
export default (tasks) => (messages++, { answers: tasks.map(() => ({ value: messages })), tookMs: 0 })`,
  )
  await pool.open('a', null)
  const together = await Promise.all([1, 2, 3].map(() => pool.push('a', Int16Array.of(1))))
  expect(together).toEqual([2, 2, 2])
  expect(await pool.push('a', Int16Array.of(1))).toBe(3)
})
