import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { maxUnsentBytes } from '../src/stream/subscriber.ts'
import { readIds } from './support/id-reader.ts'
import { sampleOf } from './support/process/server-process.ts'
import { startSecureServer } from './support/secure-server.ts'
import { watchStreamSockets } from './support/server-sockets.ts'
import { startTestServer } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'
import { openUnread } from './support/unread-stream.ts'

const stalledCount = 20
const readingCount = 5
const wide = 'x'.repeat(8_000)
/** An event with its name, id and other fields. */
const frameBytes = wide.length + 1_000

/** A session that five read, while twenty took a stream and never read from it. */
async function setUp(start: typeof startTestServer) {
  const sockets = watchStreamSockets()
  const { server, store, url, startSession } = await start({ capacity: 64 })
  const id = await startSession()
  const streamUrl = `${url}/session/${id}/stream`
  for (let n = 0; n < stalledCount; n++) openUnread(streamUrl)
  await expect.poll(() => server.counts().streams).toBe(stalledCount)
  const stalledSockets = sockets.all()
  const readers = Array.from({ length: readingCount }, () => readIds(streamUrl))
  await expect.poll(() => server.counts().streams).toBe(stalledCount + readingCount)
  const say = async () => {
    await store.append(id, toneEvent({ session_id: id, subtext: wide }))
    // Those who read get their turn.
    await new Promise(setImmediate)
  }
  return { server, stalledSockets, readers, say }
}

/** Everything that this process holds after what is of no use was let go, bytes. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') for (let n = 0; n < 3; n++) collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

it.each([
  ['HTTP', startTestServer],
  ['HTTPS', startSecureServer],
])(
  'cuts those who do not read at 256 KiB each over %s; those who do get every id, and nothing piles up',
  async (_, start) => {
    const { server, stalledSockets, readers, say } = await setUp(start)
    let said = 0
    let mostUnsent = 0
    // First the kernel takes what it can; more than this it can't.
    for (; server.counts().streams > readingCount && said < 5_000; said++) {
      await say()
      mostUnsent = Math.max(mostUnsent, ...stalledSockets.map(({ writableLength }) => writableLength))
    }
    expect(server.counts().streams).toBe(readingCount)
    expect(stalledSockets.every(({ destroyed }) => destroyed)).toBe(true)
    const metrics = await server.register.metrics()
    expect(sampleOf(metrics, 'undertone_slow_readers_cut_total')).toBe(stalledCount)
    expect(mostUnsent).toBeLessThanOrEqual(maxUnsentBytes + frameBytes)
    expect(mostUnsent).toBeGreaterThan(maxUnsentBytes / 2)

    const heldBefore = heldBytes()
    for (const until = said + 1_000; said < until; said++) await say()
    const all = Array.from({ length: said }, (_, index) => index + 1)
    for (const { ids } of readers) await expect.poll(() => ids.length).toBe(said)
    for (const { ids } of readers) expect(ids).toEqual(all)
    // A third of what those events came to.
    expect(heldBytes() - heldBefore).toBeLessThan((1_000 * frameBytes) / 3)
  },
)
