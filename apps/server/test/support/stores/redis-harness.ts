import { createClient } from '@redis/client'
import { expect, onTestFinished } from 'vitest'
import { createSystemClock } from '../../../src/clock.ts'
import { createFakeClock, type FakeClock } from '../../../src/fake-clock.ts'
import { createRedisStore } from '../../../src/sessions/redis/redis-store.ts'
import type { SessionStore } from '../../../src/sessions/session-store.ts'
import type { StoreHarness, StoreHarnessOptions } from './store-harness.ts'

/** Renewals come each 10 s. One may be late by a step, and 15 s without any look like a silence of all nodes. */
const longestStepMs = 5_000
/** Far in the future, so that what should expire by Redis' own clock doesn't meanwhile. */
const epochMs = 4e12

const luaClock = `local now = tonumber(redis.call('GET', 'now'))`

/** An empty Redis whose time stands still, and nodes over it. */
export interface RedisWorld {
  createNode(options?: StoreHarnessOptions): Promise<StoreHarness>
  /** Lets time pass, in Redis and on every node that isn't paused. */
  pass(ms: number): Promise<void>
  /** Resolves once all nodes have told what has happened. */
  settle(): Promise<void>
  /** Lets time pass for Redis alone, as where no node reaches it. */
  passInRedis(ms: number): Promise<void>
  /** Holds a node's own time still, so that it renews nothing; its connection stays. */
  pause(store: SessionStore): void
  resume(store: SessionStore): void
  keys(): Promise<string[]>
  /** How much is written down of a session, whatever it is. */
  fieldsOf(sessionId: string): Promise<string[]>
  /** When a key goes by itself, ms; negative where it doesn't. */
  expiryOf(key: string): Promise<number>
  /** Lets Redis have so many bytes: 0 is as many as it likes, 1 makes it full. */
  setMemoryLimit(bytes: number): Promise<void>
  /** Writes into what is written down of a session, as a store that was restored would. */
  setField(sessionId: string, field: string, value: string): Promise<void>
  /** Takes everything away without a word, as a Redis does that starts again empty. */
  forgetAll(): Promise<void>
}

export async function createRedisWorld(url: string): Promise<RedisWorld> {
  const admin = createClient({ url })
  await admin.connect()
  let redisMs = epochMs
  const clocks = new Map<SessionStore, FakeClock>()
  const paused = new Set<SessionStore>()

  let limitBytes = 0

  async function limitTo(bytes: number): Promise<void> {
    await admin.configSet('maxmemory', String(bytes))
  }

  async function passInRedis(ms: number): Promise<void> {
    redisMs += ms
    await limitTo(0)
    await admin.set('now', redisMs)
    await limitTo(limitBytes)
  }

  async function forgetAll(): Promise<void> {
    await admin.flushAll()
    await passInRedis(0)
  }

  async function settle(): Promise<void> {
    // Each answer comes after whatever was told before it; what that brought about asks and is answered again.
    for (let round = 0; round < 3; round++) {
      const open = [...clocks.keys()].filter((store) => store.isReachable())
      await Promise.all(open.map((store) => store.find('nobody')))
      await new Promise(setImmediate)
    }
  }

  async function pass(ms: number): Promise<void> {
    const untilMs = redisMs + ms
    while (redisMs < untilMs) {
      const stepMs = Math.min(untilMs - redisMs, longestStepMs)
      await passInRedis(stepMs)
      for (const [store, clock] of clocks) if (!paused.has(store)) clock.advance(stepMs)
      await settle()
    }
  }

  const keys = async () => (await admin.keys('*')).filter((key) => key !== 'now')

  const keyOf = async (sessionId: string) =>
    (await keys()).find((name) => name.endsWith(`:s:${sessionId}`)) ?? ''

  async function end(): Promise<void> {
    if (admin.isOpen) await limitTo(0)
    for (const store of clocks.keys()) await store.close()
    if (admin.isOpen) admin.destroy()
  }
  onTestFinished(end)
  await forgetAll()

  async function createNode({
    maxSessions = 100,
    capacity = 16,
  }: StoreHarnessOptions = {}): Promise<StoreHarness> {
    const clock = createFakeClock()
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
    clocks.set(store, clock)
    async function expectNothingLeft(): Promise<void> {
      expect(await keys()).toEqual([])
      await end()
      expect(clock.pending()).toBe(0)
    }
    return { store, clock, pass, settle, expectNothingLeft }
  }

  return {
    createNode,
    pass,
    settle,
    passInRedis,
    async setMemoryLimit(bytes) {
      limitBytes = bytes
      await limitTo(bytes)
    },
    forgetAll,
    keys,
    fieldsOf: async (sessionId) => admin.hKeys(await keyOf(sessionId)),
    async setField(sessionId, field, value) {
      await admin.hSet(await keyOf(sessionId), field, value)
    },
    expiryOf: (key) => admin.pExpireTime(key),
    pause: (store) => void paused.add(store),
    resume: (store) => void paused.delete(store),
  }
}
