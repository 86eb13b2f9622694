import { createClient } from '@redis/client'
import { expect, onTestFinished } from 'vitest'
import { createSystemClock } from '../../../src/clock.ts'
import { createFakeClock, type FakeClock } from '../../../src/fake-clock.ts'
import { createRedisStore } from '../../../src/sessions/redis/redis-store.ts'
import type { StoreHarness, StoreHarnessOptions } from './store-harness.ts'

/** As often as leases are renewed: time that passes in larger steps would look like a machine that was held still. */
const longestStepMs = 10_000
/** Far in the future, so that what should expire by Redis' own clock doesn't meanwhile. */
const epochMs = 4e12

const luaClock = `local now = tonumber(redis.call('GET', 'now'))`

/** How to make stores in an empty Redis whose time stands still, all over one and the same of it. */
export interface RedisWorld {
  readonly clock: FakeClock
  createNode(options?: StoreHarnessOptions): Promise<StoreHarness>
  /** Lets time pass for Redis alone, as where a node is held still. */
  passInRedis(ms: number): Promise<void>
  keys(): Promise<string[]>
}

export async function createRedisWorld(url: string): Promise<RedisWorld> {
  const clock = createFakeClock()
  const admin = createClient({ url })
  await admin.connect()
  await admin.flushAll()
  const startMs = clock.nowMs()
  let redisMs = epochMs
  await admin.set('now', redisMs)
  const stores = new Set<StoreHarness['store']>()

  async function passInRedis(ms: number): Promise<void> {
    redisMs += ms
    await admin.set('now', redisMs)
  }

  async function settle(): Promise<void> {
    // Each answer comes after whatever was told before it; what that brought about asks and is answered again.
    for (let round = 0; round < 3; round++) {
      await Promise.all([...stores].map((store) => store.find('nobody')))
      await new Promise(setImmediate)
    }
  }

  async function pass(ms: number): Promise<void> {
    const untilMs = clock.nowMs() + ms
    while (clock.nowMs() < untilMs) {
      // Up to the next renewal, so that it finds the same time on both clocks.
      const toRenewalMs = longestStepMs - ((clock.nowMs() - startMs) % longestStepMs)
      const stepMs = Math.min(untilMs - clock.nowMs(), toRenewalMs)
      await passInRedis(stepMs)
      clock.advance(stepMs)
      await settle()
    }
  }

  const keys = async () => (await admin.keys('*')).filter((key) => key !== 'now')

  async function end(): Promise<void> {
    for (const store of stores) await store.close()
    if (admin.isOpen) admin.destroy()
  }
  onTestFinished(end)

  return {
    clock,
    passInRedis,
    keys,
    async createNode({ maxSessions = 100, capacity = 16 } = {}) {
      const store = await createRedisStore({
        url,
        clock,
        linkClock: createSystemClock(),
        maxSessions,
        historyCapacity: () => capacity,
        sweepEveryMs: 45_000,
        onError: (error) => expect.fail(String(error)),
        luaClock,
      })
      stores.add(store)
      return {
        store,
        clock,
        pass,
        settle,
        async expectNothingLeft() {
          expect(await keys()).toEqual([])
          await end()
          expect(clock.pending()).toBe(0)
        },
      }
    },
  }
}
