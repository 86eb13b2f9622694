import { describe, expect, it } from 'vitest'
import type { Found } from '../../../src/sessions/session-store.ts'
import { subscriberCount, type Session } from '../../../src/sessions/session.ts'
import { toneEvent } from '../tone.ts'
import { record } from './recorder.ts'
import type { CreateStoreHarness } from './store-harness.ts'

const ttlMs = 90_000

/** How long a session lives, asked of any store. */
export function describeSessionLife(createHarness: CreateStoreHarness): void {
  async function setUp(options = {}) {
    const harness = await createHarness(options)
    const { store } = harness
    const start = (idleTtlMs = ttlMs) => store.create({ elcor: false, idleTtlMs })
    /** Joins, and returns how to leave. */
    async function watch(id: string) {
      const joined = await store.join(id, null)
      if (!joined) throw new Error('The session is gone')
      return () => store.leave(id, joined.watcherId)
    }
    return { ...harness, start, watch }
  }

  describe('what a session knows of its subscribers', () => {
    it('has no time of a last leaving at the start', async () => {
      const { start } = await setUp()
      expect((await start()).lastSubscriberLeftAtMs).toBeNull()
    })

    it('notes when its last subscriber leaves', async () => {
      const { clock, store, start, watch, pass } = await setUp()
      const { id } = await start()
      const [leaveFirst, leaveLast] = [await watch(id), await watch(id)]
      await pass(500)
      await leaveFirst()
      expect(present(await store.find(id)).lastSubscriberLeftAtMs).toBeNull()
      await pass(500)
      await leaveLast()
      expect(present(await store.find(id)).lastSubscriberLeftAtMs).toBe(clock.nowMs())
      await pass(500)
      expect(present(await store.find(id)).lastSubscriberLeftAtMs).toBe(clock.nowMs() - 500)
    })

    it('forgets that time when a new one arrives', async () => {
      const { store, start, watch } = await setUp()
      const { id } = await start()
      const leave = await watch(id)
      await leave()
      await watch(id)
      expect(present(await store.find(id)).lastSubscriberLeftAtMs).toBeNull()
    })

    it('counts them, and nobody who leaves twice twice', async () => {
      const { store, start, watch } = await setUp()
      const { id } = await start()
      const leave = await watch(id)
      for (const expected of [2, 3]) {
        await watch(id)
        expect(subscriberCount(present(await store.find(id)))).toBe(expected)
      }
      await leave()
      await leave()
      expect(subscriberCount(present(await store.find(id)))).toBe(2)
    })

    it('knows when it was created', async () => {
      const { clock, store, start, pass } = await setUp()
      const { id, createdAtMs } = await start()
      expect(createdAtMs).toBe(clock.nowMs())
      await pass(12_345)
      expect(present(await store.find(id)).createdAtMs).toBe(createdAtMs)
      expect((await store.join(id, null))?.session.createdAtMs).toBe(createdAtMs)
    })
  })

  describe('a sweep', () => {
    it('ends a session that nobody has watched for longer than its idle time', async () => {
      const { store, start, watch, pass } = await setUp()
      const { id } = await start()
      const leave = await watch(id)
      await leave()
      await pass(ttlMs + 1)
      expect(await store.removeIdle()).toBe(1)
      expect(await store.find(id)).toBeNull()
    })

    it('spares a session that somebody watches, however long', async () => {
      const { store, start, watch, pass } = await setUp()
      const { id } = await start()
      await watch(id)
      await pass(20 * ttlMs)
      expect(await store.removeIdle()).toBe(0)
      expect(await store.find(id)).not.toBeNull()
    })

    it('spares a session whose last subscriber left exactly one idle time ago', async () => {
      const { store, start, watch, pass } = await setUp()
      const { id } = await start()
      const leave = await watch(id)
      await pass(1_234)
      await leave()
      await pass(ttlMs - 1)
      expect(await store.removeIdle()).toBe(0)
      await pass(1)
      expect(await store.removeIdle()).toBe(0)
      await pass(1)
      expect(await store.removeIdle()).toBe(1)
    })

    it('ends a session that nobody ever watched', async () => {
      const { store, start, pass } = await setUp()
      await start()
      await pass(ttlMs)
      expect(await store.removeIdle()).toBe(0)
      await pass(1)
      expect(await store.removeIdle()).toBe(1)
    })

    it('ends a session with an idle time of zero, but not in the instant in which it is left', async () => {
      const { store, start, watch, pass } = await setUp()
      const { id } = await start(0)
      const leave = await watch(id)
      await leave()
      expect(await store.removeIdle()).toBe(0)
      await pass(1)
      expect(await store.removeIdle()).toBe(1)
    })

    it('measures each session by its own idle time', async () => {
      const { store, start, pass } = await setUp()
      const long = await start(900_000)
      const short = await start(90_000)
      await pass(90_001)
      expect(await store.removeIdle()).toBe(1)
      expect(await store.find(short.id)).toBeNull()
      expect(await store.find(long.id)).not.toBeNull()
    })

    it('counts the idle time anew after each return', async () => {
      const { store, start, watch, pass } = await setUp()
      const { id } = await start()
      for (let visit = 0; visit < 3; visit++) {
        await pass(ttlMs)
        expect(await store.removeIdle()).toBe(0)
        const leave = await watch(id)
        await leave()
      }
    })

    it('ends each of many sessions once, however many sweep at once, and tells once', async () => {
      const { store, start, pass, settle } = await setUp()
      const told = record(store)
      const ids: string[] = []
      for (let n = 0; n < 20; n++) ids.push((await start()).id)
      for (const id of ids) await store.takeMicrophone(id)
      await pass(ttlMs + 1)
      const counts = await Promise.all([store.removeIdle(), store.removeIdle(), store.removeIdle()])
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20)
      await settle()
      expect(told.filter((line) => line.includes('removed')).sort()).toEqual(
        ids.map((id) => `${id} removed expired`).sort(),
      )
    })
  })

  describe('a return against a sweep at the same instant', () => {
    it('keeps the session if the subscriber was first', async () => {
      const { store, start, pass } = await setUp()
      const { id } = await start()
      await pass(ttlMs + 1)
      const [joined, reaped] = await Promise.all([store.join(id, null), store.removeIdle()])
      // Whichever a store lets go first: never both, never neither.
      expect(reaped).toBe(joined === null ? 1 : 0)
      expect((await store.append(id, toneEvent())) !== null).toBe(joined !== null)
    })

    it('finds no session if the sweep was first', async () => {
      const { store, start, pass } = await setUp()
      const { id } = await start()
      await pass(ttlMs + 1)
      expect(await store.removeIdle()).toBe(1)
      expect(await store.join(id, null)).toBeNull()
    })
  })

  describe('an end', () => {
    it('is the first one’s alone, and is told once with its reason', async () => {
      const { store, start, watch, settle } = await setUp()
      const told = record(store)
      const { id } = await start()
      await watch(id)
      const ended = await Promise.all([store.remove(id, 'ended'), store.remove(id, 'ended')])
      expect(ended.filter(Boolean)).toHaveLength(1)
      await settle()
      expect(told).toEqual([`${id} removed ended`])
      expect(await store.find(id)).toBeNull()
    })

    it('leaves nothing to append to, to share, to join, to leave or to speak into', async () => {
      const { store, start, watch, settle } = await setUp()
      const { id } = await start()
      const leave = await watch(id)
      const viewerId = await store.share(id)
      const taken = await store.takeMicrophone(id)
      await store.remove(id, 'ended')
      await settle()
      const told = record(store)
      await leave()
      await store.tellSpeech(id, taken?.number ?? 0, { state: 'speaking', timestampS: 1 })
      await store.leaveMicrophone(id, taken?.number ?? 0, 'known')
      expect(await store.append(id, toneEvent())).toBeNull()
      expect(await store.share(id)).toBeNull()
      expect(await store.join(id, null)).toBeNull()
      expect(await store.history(id)).toBeNull()
      expect(await store.takeMicrophone(id)).toBeNull()
      expect(await store.find(viewerId ?? '')).toBeNull()
      await settle()
      expect(told).toEqual([])
    })
  })

  it('has places for so many sessions, and each that ends makes room', async () => {
    const { store, start } = await setUp({ maxSessions: 3 })
    const [first] = [await start(), await start(), await start()]
    await expect(start()).rejects.toMatchObject({ code: 'at_capacity', headers: { 'Retry-After': '10' } })
    await store.remove(first?.id ?? '', 'ended')
    await start()
    await expect(start()).rejects.toMatchObject({ code: 'at_capacity' })
  })
}

function present(found: Found | null): Session {
  if (!found) throw new Error('The session is gone')
  return found.session
}
