import { fileURLToPath, pathToFileURL } from 'node:url'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createVoicePool } from './voice-pool.ts'

/** A worker that takes its time, and answers each push with the numbers of all pushes since it was opened. */
const slowWorker = `
const order = new Map()
export default async function handle({ type, id, samples }) {
  await new Promise((resolve) => setTimeout(resolve, 2))
  if (type === 'open') order.set(id, [])
  if (type === 'push') {
    if (samples[0] === 99) process.exit(1)
    order.get(id)?.push(samples[0])
    return [...(order.get(id) ?? ['unknown'])]
  }
  if (type === 'release') order.delete(id)
  if (type === 'count') return order.size
  return []
}
`

function createPool(threads: number) {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-pool-'))
  const file = join(folder, 'worker.mjs')
  writeFileSync(file, slowWorker)
  const pool = createVoicePool({ threads, workerFile: pathToFileURL(file), onError: () => {} })
  onTestFinished(async () => {
    await pool.stop()
    rmSync(fileURLToPath(pathToFileURL(folder)), { recursive: true })
  })
  return pool
}

it('works an id\u2019s calls in the order in which they were made, however many wait', async () => {
  const pool = createPool(1)
  void pool.open('a')
  const numbers = Array.from({ length: 30 }, (_, index) => index)
  const answers = await Promise.all(numbers.map((number) => pool.push('a', Int16Array.of(number))))
  expect(answers.at(-1)).toEqual(numbers)
})

it('keeps nothing of an id that was released while its pushes still waited', async () => {
  const pool = createPool(2)
  const ids = Array.from({ length: 10 }, (_, index) => `id ${index}`)
  await Promise.all(
    ids.flatMap((id) => [
      pool.open(id),
      pool.push(id, Int16Array.of(1)),
      pool.push(id, Int16Array.of(2)),
      pool.release(id),
    ]),
  )
  expect(await pool.liveClassifiers()).toBe(0)
})

it('goes on with a fresh classifier after its thread has died', async () => {
  const pool = createPool(1)
  await pool.open('a')
  await expect(pool.push('a', Int16Array.of(99))).rejects.toThrow()
  expect(await pool.push('a', Int16Array.of(1))).toEqual([1])
})
