import { launchRedis } from '../../apps/server/test/support/redis-process.ts'
import { median } from '../support/statistics.ts'
import { pause } from './field.ts'
import { machineMs } from '../support/machine-ms.ts'
import { openQuietStore } from './quiet-store.ts'
import { openRedisFigures } from './redis-figures.ts'
import { count, ms, row, type Row } from './table.ts'

const sessions = 10_000
const due = 1_000

/** What it takes one node to look at all buckets, and to end what is due. */
export async function measureSweeps(rounds: number): Promise<Row[]> {
  const redis = await launchRedis({ persistent: true })
  const store = await openQuietStore(redis.url)
  const figures = await openRedisFigures(redis.port)
  const create = (idleTtlMs: number, times: number) =>
    Promise.all(Array.from({ length: times }, () => store.create({ elcor: false, idleTtlMs })))

  async function sweep(expected: number): Promise<{ tookMs: number; redisMs: number }> {
    const before = { atMs: machineMs(), ...(await figures.read()) }
    const removed = await store.removeIdle()
    const tookMs = machineMs() - before.atMs
    if (removed !== expected) throw new Error(`${removed} sessions were removed, not ${expected}`)
    return { tookMs, redisMs: (await figures.read()).cpuMs - before.cpuMs }
  }

  try {
    await create(900_000, sessions)
    await sweep(0)
    const none: Awaited<ReturnType<typeof sweep>>[] = []
    const some: Awaited<ReturnType<typeof sweep>>[] = []
    for (let n = 0; n < rounds; n++) {
      none.push(await sweep(0))
      await create(1, due)
      await pause(10)
      some.push(await sweep(due))
    }
    const rowOf = (name: string, all: typeof none) =>
      row(
        `${count(sessions)} sessions, ${name} due`,
        `${ms(median(all.map(({ tookMs }) => tookMs)))}, Redis CPU ${ms(median(all.map(({ redisMs }) => redisMs)))}`,
      )
    return [rowOf('none', none), rowOf(count(due), some)]
  } finally {
    figures.close()
    await store.close()
    await redis.remove()
  }
}
