import { describe, expect, it } from 'vitest'
import { listener } from '../../test/support/stores/recorder.ts'
import { createFakeClock } from '../fake-clock.ts'
import { createMemoryStore } from './memory-store.ts'
import { createSessionReaper, sweepPeriodMs } from './session-reaper.ts'

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

describe('the sweeping itself', () => {
  it('comes every half idle time from the start, and no more after it was stopped', async () => {
    const { clock, store, reaper, start } = setUp({ idleTtlMs: 10_000 })
    await start()
    clock.advance(10_000)
    const late = await start()
    clock.advance(4_999)
    expect(await store.find(late.id)).not.toBeNull()
    const removed: string[] = []
    store.listen(listener({ removed: (id) => removed.push(id) }))
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
