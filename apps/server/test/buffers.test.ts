import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { createSystemClock } from '../src/clock.ts'
import { createVoicePool } from '../src/tone/voice-pool.ts'
import handle from '../src/tone/voice-worker.ts'
import { readyMicrophone } from './support/microphone-client.ts'
import { collectGarbage } from './support/process/collect-garbage.ts'
import { createMainWithWorker } from './support/process/main-with-worker.ts'
import { startTestServer } from './support/test-server.ts'

const kB = 1024

it('keeps no buffer of what a classifier heard once it is let go', async () => {
  const hear = (id: string) => {
    handle([{ type: 'open', id, known: null }])
    for (let tenth = 0; tenth < 100; tenth++)
      handle([{ type: 'push', id, samples: new Int16Array(1_600).fill(tenth) }])
    handle([{ type: 'close', id }])
  }
  hear('the first')
  collectGarbage()
  const atFirst = process.memoryUsage().arrayBuffers
  for (let n = 0; n < 5; n++) hear(`number ${n}`)
  // 1,560 kB were pushed meanwhile. V8 gives buffers back beside what goes on, and so some time after.
  await expect.poll(heldMeanwhile).toBeLessThan(100 * kB)

  function heldMeanwhile(): number {
    collectGarbage()
    return process.memoryUsage().arrayBuffers - atFirst
  }
})

/** Answers how many bytes its thread holds, where the real one does how many classifiers; V8 gives buffers back beside what goes on. */
const countsBytes = `
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc')
export default function (tasks) {
  if (tasks.some(({ type }) => type !== 'count')) return handle(tasks)
  for (let round = 0; round < 3; round++) {
    collectGarbage()
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
  }
  return { answers: tasks.map(() => ({ value: process.memoryUsage().arrayBuffers })), tookMs: 0 }
}`

it('holds in neither thread what was said, once its sessions are over', async () => {
  const { folder } = createMainWithWorker(countsBytes)
  const voice = createVoicePool({
    threads: 1,
    modelName: 'full',
    workerFile: pathToFileURL(join(folder, 'voice-worker.js')),
    clock: createSystemClock(),
    onError: (error) => expect.fail(String(error)),
  })
  onTestFinished(() => voice.stop())
  const { url, store, startSession } = await startTestServer({ voice })

  async function speak(): Promise<void> {
    const id = await startSession()
    const { socket, closed } = await readyMicrophone(url, id)
    for (let tenth = 0; tenth < 15; tenth++) socket.send(Buffer.alloc(3_200, tenth))
    // As many as there were are answered in the order in which they came.
    await new Promise((resolve) => socket.once('pong', resolve).ping())
    await store.remove(id, 'ended')
    await closed
  }
  async function heldBytes(): Promise<number> {
    const inTheThread = await voice.liveClassifiers()
    for (let round = 0; round < 3; round++) {
      collectGarbage()
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    return inTheThread + process.memoryUsage().arrayBuffers
  }

  await speak()
  const atFirst = await heldBytes()
  await Promise.all([1, 2, 3, 4, 5, 6].map(speak))
  // 288 kB of samples went through both, and into 1,900 kB of classifiers.
  await expect.poll(async () => (await heldBytes()) - atFirst, { timeout: 5_000 }).toBeLessThan(100 * kB)
})
