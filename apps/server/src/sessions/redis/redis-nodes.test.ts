import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchRedis, type RedisProcess } from '../../../test/support/redis-process.ts'
import { record } from '../../../test/support/stores/recorder.ts'
import { createRedisWorld } from '../../../test/support/stores/redis-harness.ts'
import { toneEvent } from '../../../test/support/tone.ts'

const ttlMs = 90_000
const leaseMs = 30_000

let redis: RedisProcess
beforeAll(async () => {
  redis = await launchRedis()
})
afterAll(() => redis.remove())

/** Two nodes over one Redis, and a session. */
async function setUp() {
  const world = await createRedisWorld(redis.url)
  const options = { maxSessions: 1_000 }
  const [{ store: a }, { store: b }] = [await world.createNode(options), await world.createNode(options)]
  const { id } = await a.create({ elcor: false, idleTtlMs: ttlMs })
  return { ...world, a, b, id }
}

describe('two nodes', () => {
  it('tell those who watch on one what is said on the other, in the store’s order', async () => {
    const { a, b, id, settle } = await setUp()
    await a.join(id, null)
    await b.join(id, null)
    const told = [record(a), record(b)]
    for (let n = 0; n < 4; n++) await (n % 2 ? a : b).append(id, toneEvent({ timestamp: n }))
    await settle()
    const expected = [1, 2, 3, 4].map((n) => `${id} appended ${n}`)
    expect(told).toEqual([expected, expected])
  })

  it('tell nothing of a session that nobody watches here', async () => {
    const { a, b, id, settle } = await setUp()
    const told = record(b)
    const joined = await b.join(id, null)
    await b.leave(id, joined?.watcherId ?? '')
    await a.append(id, toneEvent())
    await a.remove(id, 'ended')
    await settle()
    expect(told).toEqual([])
  })

  it('close what belongs to a session wherever it was ended', async () => {
    const { a, b, id, settle } = await setUp()
    await a.takeMicrophone(id)
    await b.join(id, null)
    const told = [record(a), record(b)]
    expect(await b.remove(id, 'ended')).toBe(true)
    expect(await a.remove(id, 'ended')).toBe(false)
    await settle()
    expect(told).toEqual([[`${id} removed ended`], [`${id} removed ended`]])
  })

  it('have one microphone a session: the newest, and the other node is told which', async () => {
    const { a, b, id, settle } = await setUp()
    await a.takeMicrophone(id)
    const told = record(a)
    const second = await b.takeMicrophone(id)
    await settle()
    expect(told).toEqual([`${id} microphone ${second?.number}`])
  })

  it('sweep at the same instant, and each session is ended once', async () => {
    const { a, b, pass, settle } = await setUp()
    for (let n = 0; n < 300; n++) await a.create({ elcor: false, idleTtlMs: ttlMs })
    await pass(ttlMs + 1)
    const counts = await Promise.all([a.removeIdle(), b.removeIdle(), a.removeIdle(), b.removeIdle()])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(301)
    await settle()
  })

  it('join and sweep at the same instant, and either the one wins or the other', async () => {
    const { a, b, pass } = await setUp()
    for (let round = 0; round < 20; round++) {
      const { id } = await a.create({ elcor: false, idleTtlMs: 0 })
      await pass(1)
      const asked = round % 2 ? [a.join(id, 0), b.removeIdle()] : [b.removeIdle(), a.join(id, 0)]
      await Promise.all(asked)
      const joined = await (round % 2 ? asked[0] : asked[1])
      expect((await b.find(id)) !== null).toBe(joined !== null)
      expect((await b.append(id, toneEvent())) !== null).toBe(joined !== null)
      await b.remove(id, 'ended')
    }
  })

  it('keep a session while somebody watches on either, and idle from when the last one left', async () => {
    const { a, b, id, pass } = await setUp()
    const [onA, onB] = [await a.join(id, null), await b.join(id, null)]
    await a.leave(id, onA?.watcherId ?? '')
    await pass(5 * ttlMs)
    expect(await a.removeIdle()).toBe(0)
    await b.leave(id, onB?.watcherId ?? '')
    await pass(ttlMs)
    expect(await a.removeIdle()).toBe(0)
    await pass(1)
    expect(await a.removeIdle()).toBe(1)
  })

  it('keep nothing in Redis once the last session is over', async () => {
    const { a, b, id, keys, settle } = await setUp()
    await a.join(id, null)
    await b.share(id)
    await b.takeMicrophone(id)
    await b.append(id, toneEvent())
    expect((await keys()).length).toBeGreaterThan(4)
    await a.remove(id, 'ended')
    await b.append(id, toneEvent())
    await settle()
    expect(await keys()).toEqual([])
  })

  it('leave no trace for good in a session that sees many of them come and go', async () => {
    const { id, createNode, fieldsOf } = await setUp()
    for (let n = 0; n < 50; n++) {
      const { store } = await createNode()
      await store.append(id, toneEvent())
      await store.close()
    }
    expect((await fieldsOf(id)).length).toBeLessThanOrEqual(33)
  })

  it('leave nothing in Redis that goes without them: every key has an expiry', async () => {
    const { a, b, id, keys, expiryOf, pass } = await setUp()
    await a.join(id, null)
    await b.share(id)
    await b.append(id, toneEvent())
    await b.takeMicrophone(id)
    await pass(30_000)
    const expiries = await Promise.all((await keys()).map(expiryOf))
    expect(expiries.every((atMs) => atMs > 0)).toBe(true)
    expect(expiries.length).toBeGreaterThan(4)
  })
})

describe('a node that goes', () => {
  it('in order says so: its sessions idle from that moment, and its own streams are told', async () => {
    const { a, b, id, pass } = await setUp()
    await a.join(id, null)
    await pass(5_000)
    const told = record(a)
    await a.close()
    expect(told).toEqual([`${id} removed shutdown`])
    expect((await b.find(id))?.session.subscribers).toBe(0)
    await pass(ttlMs)
    expect(await b.removeIdle()).toBe(0)
    await pass(1)
    expect(await b.removeIdle()).toBe(1)
  })

  it('without a word stops counting when its lease ends, and its session idles from then on', async () => {
    const { a, b, id, pass, pause, passInRedis } = await setUp()
    await a.join(id, null)
    pause(a)
    await pass(leaseMs - 1)
    expect((await b.find(id))?.session.subscribers).toBe(1)
    await pass(1)
    expect((await b.find(id))?.session.subscribers).toBe(0)
    await pass(ttlMs)
    expect(await b.removeIdle()).toBe(0)
    await passInRedis(1)
    expect(await b.removeIdle()).toBe(1)
  })

  it('without a word leaves nobody to think that it still listens', async () => {
    const { a, b, id, pass, pause } = await setUp()
    const taken = await a.takeMicrophone(id)
    await a.tellSpeech(id, taken?.number ?? 0, { state: 'speaking', timestampS: 1 })
    await b.join(id, null)
    const told = record(b)
    pause(a)
    await pass(leaseMs + 10_000)
    expect(told.filter((line) => line.includes('spoke'))).toEqual([`${id} spoke mic_off`])
  })
})

describe('a node that was held still past its lease', () => {
  it('counts again when it goes on, where its session is still there', async () => {
    const { a, b, id, pass, pause, resume } = await setUp()
    await a.join(id, null)
    pause(a)
    await pass(leaseMs + 40_000)
    expect((await b.find(id))?.session.subscribers).toBe(0)
    resume(a)
    await pass(10_000)
    expect((await b.find(id))?.session.subscribers).toBe(1)
    await pass(5 * ttlMs)
    expect(await b.removeIdle()).toBe(0)
  })

  it('learns that it lost where its session was ended meanwhile, and revives nothing', async () => {
    const { a, b, id, pass, pause, resume, keys } = await setUp()
    await a.join(id, null)
    await a.takeMicrophone(id)
    const told = record(a)
    pause(a)
    await pass(leaseMs + ttlMs + 1)
    expect(await b.removeIdle()).toBe(1)
    resume(a)
    await pass(10_000)
    expect(told).toEqual([`${id} removed expired`])
    expect(await a.append(id, toneEvent())).toBeNull()
    expect(await keys()).toEqual([])
  })

  it('learns it by its next renewal where nobody told it', async () => {
    const { a, id, pass, forgetAll } = await setUp()
    await a.join(id, null)
    const told = record(a)
    await forgetAll()
    await pass(10_000)
    expect(told).toEqual([`${id} removed expired`])
  })

  it('learns that another microphone took over meanwhile', async () => {
    const { a, b, id, pass, pause, resume } = await setUp()
    await a.takeMicrophone(id)
    pause(a)
    const second = await b.takeMicrophone(id)
    const told = record(a)
    await pass(leaseMs + 1)
    resume(a)
    await pass(10_000)
    expect(told).toEqual([`${id} microphone ${second?.number}`])
  })
})

describe('a microphone whose node was out of reach for longer than a lease', () => {
  it('is not said to be off while its node may be on its way back', async () => {
    const { a, b, id, passInRedis, pass } = await setUp()
    const taken = await a.takeMicrophone(id)
    await a.tellSpeech(id, taken?.number ?? 0, { state: 'listening', timestampS: 1 })
    await b.join(id, null)
    const told = record(b)
    await passInRedis(leaseMs + 60_000)
    await pass(60_000)
    expect(told.filter((line) => line.includes('spoke'))).toEqual([])
  })

  it('is said to listen again where it was taken for gone', async () => {
    const { a, b, id, pass, pause, resume } = await setUp()
    const taken = await a.takeMicrophone(id)
    await a.tellSpeech(id, taken?.number ?? 0, { state: 'listening', timestampS: 1 })
    await b.join(id, null)
    const told = record(b)
    pause(a)
    await pass(leaseMs + 10_000)
    resume(a)
    await pass(10_000)
    const spoken = told.filter((line) => line.includes('spoke'))
    expect(spoken).toEqual([`${id} spoke mic_off`, `${id} spoke listening`])
  })
})

it('gives no microphone a number that is in use, though Redis has forgotten it', async () => {
  const { a, b, id, pass, setField } = await setUp()
  const first = await a.takeMicrophone(id)
  await setField(id, 'mic', '0')
  await pass(10_000)
  expect((await b.takeMicrophone(id))?.number).toBe((first?.number ?? 0) + 1)
})

describe('a Redis that is full', () => {
  it('takes no new session, and goes on renewing and sweeping those it has', async () => {
    const { a, b, id, pass, setMemoryLimit, keys } = await setUp()
    await a.join(id, null)
    const left = await a.create({ elcor: false, idleTtlMs: 0 })
    await setMemoryLimit(1)
    await expect(b.create({ elcor: false, idleTtlMs: ttlMs })).rejects.toMatchObject({
      code: 'store_unavailable',
    })
    await pass(5 * ttlMs)
    expect(await b.removeIdle()).toBe(1)
    expect(await a.find(left.id)).toBeNull()
    expect((await b.find(id))?.session.subscribers).toBe(1)
    expect(await a.remove(id, 'ended')).toBe(true)
    expect(await keys()).toEqual([])
  })
})

describe('after a silence in which no node reached Redis', () => {
  it('nothing is swept until every node could say who still watches', async () => {
    const { a, b, id, passInRedis, pass } = await setUp()
    await a.join(id, null)
    await passInRedis(leaseMs + ttlMs + 60_000)
    // The one that nobody watches on is the first to be back.
    expect(await b.removeIdle()).toBe(0)
    await pass(10_000)
    expect((await b.find(id))?.session.subscribers).toBe(1)
    await pass(leaseMs + 2 * ttlMs)
    expect(await b.removeIdle()).toBe(0)
  })

  it('what nobody watches is swept a lease later', async () => {
    const { b, passInRedis, pass } = await setUp()
    await passInRedis(leaseMs + ttlMs + 60_000)
    expect(await b.removeIdle()).toBe(0)
    await pass(leaseMs)
    expect(await b.removeIdle()).toBe(1)
  })
})
