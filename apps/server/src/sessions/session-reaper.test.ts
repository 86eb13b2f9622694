import { describe, expect, it } from 'vitest'
import { toneEvent } from '../../test/support/tone.ts'
import { createFakeClock } from '../fake-clock.ts'
import { createMemoryStore } from './memory-store.ts'
import { createSessionReaper, sweepPeriodMs } from './session-reaper.ts'
import type { Found } from './session-store.ts'
import { subscriberCount, type Session } from './session.ts'

const ttlMs = 90_000

function setUp({ idleTtlMs = ttlMs } = {}) {
  const clock = createFakeClock()
  const store = createMemoryStore({ clock, maxSessions: 100, historyCapacity: () => 16 })
  const reaper = createSessionReaper({
    store,
    clock,
    idleTtlMs,
    onError: (error) => expect.fail(String(error)),
  })
  const start = (ms = idleTtlMs) => store.create({ elcor: false, idleTtlMs: ms })
  return { clock, store, reaper, start }
}

function present(found: Found | null): Session {
  if (!found) throw new Error('The session is gone')
  return found.session
}

describe('what a session knows of its subscribers', () => {
  it('has no time of a last leaving at the start', async () => {
    const { start } = setUp()
    expect((await start()).lastSubscriberLeftAtMs).toBeNull()
  })

  it('notes when its last subscriber leaves', async () => {
    const { clock, store, start } = setUp()
    const { id } = await start()
    await store.join(id, null)
    await store.join(id, null)
    clock.advance(500)
    await store.leave(id)
    expect(present(await store.find(id)).lastSubscriberLeftAtMs).toBeNull()
    clock.advance(500)
    await store.leave(id)
    expect(present(await store.find(id)).lastSubscriberLeftAtMs).toBe(clock.nowMs())
  })

  it('forgets that time when a new one arrives', async () => {
    const { store, start } = setUp()
    const { id } = await start()
    await store.join(id, null)
    await store.leave(id)
    await store.join(id, null)
    expect(present(await store.find(id)).lastSubscriberLeftAtMs).toBeNull()
  })

  it('counts them', async () => {
    const { store, start } = setUp()
    const { id } = await start()
    for (const expected of [1, 2, 3]) {
      await store.join(id, null)
      expect(subscriberCount(present(await store.find(id)))).toBe(expected)
    }
    await store.leave(id)
    expect(subscriberCount(present(await store.find(id)))).toBe(2)
  })
})

describe('a sweep', () => {
  it('ends a session that nobody has watched for longer than its idle time', async () => {
    const { clock, store, reaper, start } = setUp()
    const { id } = await start()
    await store.join(id, null)
    await store.leave(id)
    clock.advance(ttlMs + 1)
    await reaper.sweep()
    expect(await store.find(id)).toBeNull()
  })

  it('spares a session that somebody watches, however long', async () => {
    const { clock, store, reaper, start } = setUp()
    const { id } = await start()
    await store.join(id, null)
    clock.advance(100 * ttlMs)
    expect(await reaper.sweep()).toBe(0)
    expect(await store.find(id)).not.toBeNull()
  })

  it('spares a session within its idle time', async () => {
    const { clock, store, reaper, start } = setUp()
    const { id } = await start()
    await store.join(id, null)
    await store.leave(id)
    clock.advance(ttlMs - 1)
    expect(await reaper.sweep()).toBe(0)
  })

  it('spares a session whose last subscriber left exactly one idle time ago', async () => {
    const { clock, store, reaper, start } = setUp()
    const { id } = await start()
    await store.join(id, null)
    clock.advance(1_234)
    await store.leave(id)
    clock.advance(ttlMs)
    expect(await reaper.sweep()).toBe(0)
    clock.advance(1)
    expect(await reaper.sweep()).toBe(1)
  })

  it('ends a session that nobody ever watched', async () => {
    const { clock, reaper, start } = setUp()
    await start()
    clock.advance(ttlMs)
    expect(await reaper.sweep()).toBe(0)
    clock.advance(1)
    expect(await reaper.sweep()).toBe(1)
  })

  it('measures each session by its own idle time', async () => {
    const { clock, store, reaper, start } = setUp()
    const long = await start(900_000)
    const short = await start(90_000)
    clock.advance(90_001)
    expect(await reaper.sweep()).toBe(1)
    expect(await store.find(short.id)).toBeNull()
    expect(await store.find(long.id)).not.toBeNull()
  })

  it('counts the idle time anew after each return', async () => {
    const { clock, store, reaper, start } = setUp()
    const { id } = await start()
    for (let visit = 0; visit < 3; visit++) {
      clock.advance(ttlMs)
      expect(await reaper.sweep()).toBe(0)
      await store.join(id, null)
      await store.leave(id)
    }
  })

  it('tells once that a session expired', async () => {
    const { clock, store, reaper, start } = setUp()
    const told: string[] = []
    store.listen({ appended: () => {}, removed: (id, reason) => told.push(`${id} ${reason}`) })
    const { id } = await start()
    clock.advance(ttlMs + 1)
    await Promise.all([reaper.sweep(), reaper.sweep(), store.remove(id, 'ended')])
    expect(told).toEqual([`${id} expired`])
  })
})

describe('a return against a sweep', () => {
  it('keeps the session if the subscriber was first', async () => {
    const { clock, store, reaper, start } = setUp()
    const { id } = await start()
    clock.advance(ttlMs + 1)
    const [joined, reaped] = await Promise.all([store.join(id, null), reaper.sweep()])
    expect(joined).not.toBeNull()
    expect(reaped).toBe(0)
    expect(await store.append(id, toneEvent())).not.toBeNull()
  })

  it('finds no session if the sweep was first', async () => {
    const { clock, store, reaper, start } = setUp()
    const { id } = await start()
    clock.advance(ttlMs + 1)
    const [reaped, joined] = await Promise.all([reaper.sweep(), store.join(id, null)])
    expect(reaped).toBe(1)
    expect(joined).toBeNull()
  })
})

describe('the sweeping itself', () => {
  it('comes every half idle time from the start, and no more after it was stopped', async () => {
    const { clock, store, reaper, start } = setUp({ idleTtlMs: 10_000 })
    await start()
    clock.advance(10_000)
    const late = await start()
    clock.advance(4_999)
    expect(await store.find(late.id)).not.toBeNull()
    const removed: string[] = []
    store.listen({ appended: () => {}, removed: (id) => removed.push(id) })
    clock.advance(1)
    expect(removed).toHaveLength(1)
    reaper.stop()
    expect(clock.pending()).toBe(0)
    clock.advance(60_000)
    expect(await store.find(late.id)).not.toBeNull()
  })

  it('comes no more often than each 250 ms, even for an idle time of zero', () => {
    expect(sweepPeriodMs(0)).toBe(250)
    expect(sweepPeriodMs(400)).toBe(250)
    expect(sweepPeriodMs(90_000)).toBe(45_000)
  })

  it('does not run away with an idle time that no timer can hold', () => {
    expect(sweepPeriodMs(1e15)).toBe(2_147_483_647)
  })
})
