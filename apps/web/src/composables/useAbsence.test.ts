import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ref, shallowRef } from 'vue'
import type { StreamPhase } from '../lifecycle/stream-types.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import { withScope } from '../test/with-scope.ts'
import { useAbsence } from './useAbsence.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  return () => vi.useRealTimers()
})

describe('an absence', () => {
  it('is told once all that was said meanwhile is here, and no sooner', () => {
    const { phase, isCatchingUp, told } = watching()
    phase.value = 'hidden'
    vi.advanceTimersByTime(40_000)
    phase.value = 'opening'
    isCatchingUp.value = true
    vi.advanceTimersByTime(2_000)
    phase.value = 'live'
    expect(told()).toBeNull()
    isCatchingUp.value = false
    expect(told()).toEqual({ awayS: 40, missedCount: 0 })
    vi.advanceTimersByTime(10_000)
    expect(told()).toBeNull()
  })

  it('counts what was missed in it, and nothing from before', () => {
    const gap: HeardItem = { kind: 'gap', seq: 0, from: 1, to: 2 }
    const { phase, items, told } = watching({ items: [gap] })
    phase.value = 'hidden'
    vi.advanceTimersByTime(5_000)
    phase.value = 'opening'
    items.value = [gap, { kind: 'gap', seq: 1, from: 4, to: 38 }]
    phase.value = 'live'
    expect(told()).toEqual({ awayS: 5, missedCount: 35 })
  })

  it('goes on where somebody looked in for a moment while nothing could come', () => {
    const { phase, told } = watching()
    phase.value = 'hidden'
    vi.advanceTimersByTime(10_000)
    phase.value = 'opening'
    vi.advanceTimersByTime(1_000)
    phase.value = 'hidden'
    vi.advanceTimersByTime(10_000)
    phase.value = 'opening'
    phase.value = 'live'
    expect(told()?.awayS).toBe(21)
  })

  it('is none for a blink, nor for a network that was lost under the eyes', () => {
    const { phase, told } = watching()
    phase.value = 'hidden'
    vi.advanceTimersByTime(900)
    phase.value = 'opening'
    phase.value = 'live'
    phase.value = 'waiting'
    vi.advanceTimersByTime(60_000)
    phase.value = 'live'
    expect(told()).toBeNull()
  })

  it('outlives the page that it began on', () => {
    const { phase, told, left } = watching({ phase: 'idle', leftAtMs: 1_000_000 - 70_000 })
    phase.value = 'opening'
    phase.value = 'live'
    expect(told()?.awayS).toBe(70)
    expect(left).toEqual([null])
    phase.value = 'hidden'
    expect(left).toEqual([null, 1_000_000])
  })
})

function watching(about: { phase?: StreamPhase; items?: HeardItem[]; leftAtMs?: number } = {}) {
  const phase = ref<StreamPhase>(about.phase ?? 'live')
  const items = shallowRef<readonly HeardItem[]>(about.items ?? [])
  const isCatchingUp = ref(false)
  const left: (number | null)[] = []
  const options = { phase, items, isCatchingUp, nowMs: Date.now, leftAtMs: about.leftAtMs ?? null }
  const { result } = withScope(() => useAbsence({ ...options, onLeft: (atMs) => left.push(atMs) }))
  return { phase, items, isCatchingUp, left, told: () => result.absence.value }
}
