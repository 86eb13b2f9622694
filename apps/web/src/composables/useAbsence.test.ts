import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ref, shallowRef } from 'vue'
import type { HeardItem } from '../stores/heard-item.ts'
import { toneEvent } from '../test/tone-event.ts'
import { withScope } from '../test/with-scope.ts'
import { useAbsence } from './useAbsence.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  return () => vi.useRealTimers()
})

describe('an absence', () => {
  it('is told once all that was said meanwhile is here, and no sooner', () => {
    const { go, come, isLive, isCatchingUp, items, told } = watching()
    go()
    vi.advanceTimersByTime(40_000)
    come()
    isCatchingUp.value = true
    vi.advanceTimersByTime(2_000)
    isLive.value = true
    expect(told()).toBeNull()
    items.value = [{ kind: 'tone', seq: 0, id: 1, caughtUp: true, event: toneEvent() }]
    isCatchingUp.value = false
    expect(told()).toEqual({ awayS: 40, caughtUpCount: 1, missedCount: 0 })
    vi.advanceTimersByTime(10_000)
    expect(told()).toBeNull()
  })

  it('counts what was missed in it, and nothing from before', () => {
    const gap: HeardItem = { kind: 'gap', seq: 0, from: 1, to: 2 }
    const { go, come, isLive, items, told } = watching({ items: [gap] })
    go()
    vi.advanceTimersByTime(5_000)
    come()
    items.value = [gap, { kind: 'gap', seq: 1, from: 4, to: 38 }]
    isLive.value = true
    expect(told()).toEqual({ awayS: 5, caughtUpCount: 0, missedCount: 35 })
  })

  it('goes on where somebody looked in for a moment while nothing could come', () => {
    const { go, come, isLive, told } = watching()
    go()
    vi.advanceTimersByTime(10_000)
    come()
    vi.advanceTimersByTime(1_000)
    go()
    vi.advanceTimersByTime(10_000)
    come()
    isLive.value = true
    expect(told()?.awayS).toBe(21)
  })

  it('is none for a blink, nor for a network that was lost under the eyes', () => {
    const { go, come, isLive, told } = watching()
    go()
    vi.advanceTimersByTime(900)
    come()
    isLive.value = true
    isLive.value = false
    vi.advanceTimersByTime(60_000)
    isLive.value = true
    expect(told()).toBeNull()
  })

  it('is told of a page that listened on, once its stream is a new one', () => {
    const { come, go, isLive, told } = watching()
    go()
    isLive.value = true
    vi.advanceTimersByTime(20_000)
    expect(told()).toBeNull()
    isLive.value = false
    come()
    isLive.value = true
    expect(told()?.awayS).toBe(20)
  })

  it('outlives the page that it began on', () => {
    const { go, come, isLive, told, left } = watching({ isLive: false, leftAtMs: 1_000_000 - 70_000 })
    come()
    isLive.value = true
    expect(told()?.awayS).toBe(70)
    expect(left).toEqual([null])
    go()
    expect(left).toEqual([null, 1_000_000])
  })
})

function watching(about: { isLive?: boolean; items?: HeardItem[]; leftAtMs?: number } = {}) {
  const isSeen = ref(true)
  const isLive = ref(about.isLive ?? true)
  const items = shallowRef<readonly HeardItem[]>(about.items ?? [])
  const isCatchingUp = ref(false)
  const left: (number | null)[] = []
  const options = { isSeen, isLive, items, isCatchingUp, nowMs: Date.now, leftAtMs: about.leftAtMs ?? null }
  const { result } = withScope(() => useAbsence({ ...options, onLeft: (atMs) => left.push(atMs) }))
  return {
    isLive,
    items,
    isCatchingUp,
    left,
    told: () => result.absence.value,
    go() {
      isSeen.value = false
      isLive.value = false
    },
    come: () => void (isSeen.value = true),
  }
}
