import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listener } from '../../test/support/stores/recorder.ts'
import type { Clock } from '../clock.ts'
import { createFakeClock } from '../fake-clock.ts'
import { createMemoryStore } from './memory-store.ts'

const idleTtlMs = 1_000

/** Everything in this time takes a millisecond, so that what ends many sessions lets others have their turn often. */
function createSlowClock(): Clock & { advance(ms: number): void } {
  const clock = createFakeClock()
  return {
    ...clock,
    nowMs() {
      clock.advance(1)
      return clock.nowMs()
    },
  }
}

async function setUp(count: number) {
  const clock = createSlowClock()
  const store = createMemoryStore({ clock, maxSessions: 1_000, historyCapacity: () => 16 })
  const told: { id: string; reason: string; turn: number }[] = []
  let turn = 0
  const nextTurn = () => new Promise<void>((resolve) => void setImmediate(() => resolve(void turn++)))
  store.listen(listener({ removed: (id, reason) => told.push({ id, reason, turn }) }))
  const ids: string[] = []
  for (let n = 0; n < count; n++) ids.push((await store.create({ elcor: false, idleTtlMs })).id)
  clock.advance(2 * idleTtlMs)
  return { clock, store, ids, told, nextTurn }
}

describe.each([
  ['a sweep', 'removeIdle'],
  ['a stop', 'close'],
] as const)('%s of many sessions', (_, call) => {
  it('lets others have their turn after a few of them', async () => {
    const { store, ids, told, nextTurn } = await setUp(100)
    let isOver = false
    const over = store[call]().then(() => (isOver = true))
    while (!isOver) await nextTurn()
    await over
    expect(new Set(told.map(({ id }) => id))).toEqual(new Set(ids))
    for (const { turn } of told) expect(told.filter((other) => other.turn === turn).length).toBeLessThan(5)
  })
})

it('a sweep ends what was due as it began, and leaves for the next what comes to be due meanwhile', async () => {
  const { clock, store, ids } = await setUp(20)
  const late = await store.create({ elcor: false, idleTtlMs })
  clock.advance(idleTtlMs - 10)
  expect(await store.removeIdle()).toBe(ids.length)
  expect(await store.find(late.id)).not.toBeNull()
  expect(await store.removeIdle()).toBe(1)
})

it('ends each session once and none that is watched, whatever happens between two turns', async () => {
  const sessions = 30
  const step = fc.record({
    act: fc.constantFrom('join', 'leave', 'end', 'sweep', 'wait'),
    at: fc.nat(sessions - 1),
  })
  const scenario = fc.record({ steps: fc.array(step, { maxLength: 40 }), isClosed: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(scenario, async ({ steps, isClosed }) => {
      const { store, ids, told, nextTurn } = await setUp(sessions)
      const watchers = new Map<string, string>()
      const left = new Set<string>()
      const isGone = (id: string) => told.some((one) => one.id === id)
      const sweeps = [store.removeIdle()]
      const acts = {
        wait: nextTurn,
        sweep: async () => void sweeps.push(store.removeIdle()),
        async end(id: string) {
          const wasGone = isGone(id)
          expect(await store.remove(id, 'ended')).toBe(!wasGone)
        },
        async join(id: string) {
          const wasGone = isGone(id)
          const joined = await store.join(id, null)
          expect(joined === null).toBe(wasGone)
          if (joined) watchers.set(id, joined.watcherId)
        },
        async leave(id: string) {
          await store.leave(id, watchers.get(id) ?? '')
          if (watchers.delete(id)) left.add(id)
        },
      }

      for (const { act, at } of steps) await acts[act](ids[at] ?? '')
      if (isClosed) await store.close()
      const counts = await Promise.all(sweeps)

      expect(told).toHaveLength(new Set(told.map(({ id }) => id)).size)
      const expired = told.filter(({ reason }) => reason === 'expired')
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(expired.length)
      for (const id of ids) {
        const reason = told.find((one) => one.id === id)?.reason ?? 'none'
        if (isClosed) expect(reason).not.toBe('none')
        else if (watchers.has(id)) expect(['none', 'ended']).toContain(reason)
        // Who was left meanwhile may go with a sweep that was called later, or stay.
        else if (!left.has(id)) expect(['ended', 'expired']).toContain(reason)
        expect((await store.find(id)) === null).toBe(reason !== 'none')
      }
    }),
  )
})
