import { describe, expect, it } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import type { HeardTone } from '../stores/heard-item.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { toneEvent } from '../test/tone-event.ts'
import { withScope } from '../test/with-scope.ts'
import { useShiftVibration } from './useShiftVibration.ts'
import { deviceVibrate } from './vibrate.ts'

describe('vibration', () => {
  it('is off until it is wanted', async () => {
    const { shaken, hear } = shaking({ isWanted: false })
    await hear({ shift_direction: 'escalating', shift_magnitude: 1 })
    expect(shaken).toEqual([])
  })

  it('tells a strong rise from a strong settling', async () => {
    const { shaken, hear, pass } = shaking()
    await hear({ shift_direction: 'escalating', shift_magnitude: 0.4 })
    pass(20_000)
    await hear({ shift_direction: 'de-escalating', shift_magnitude: 0.7 })
    expect(shaken).toHaveLength(2)
    expect(shaken[0]).not.toEqual(shaken[1])
  })

  it('keeps still for a small shift, for none, and for what was caught up', async () => {
    const { shaken, hear } = shaking()
    await hear({ shift_direction: 'escalating', shift_magnitude: 0.39 })
    await hear({ shift_direction: 'stable', shift_magnitude: 1 })
    await hear({ shift_direction: 'escalating', shift_magnitude: 1 }, true)
    expect(shaken).toEqual([])
  })

  it('rests for twenty seconds, however heated the talk', async () => {
    const { shaken, hear, pass } = shaking()
    for (let i = 0; i < 20; i++) {
      await hear({ shift_direction: 'escalating', shift_magnitude: 0.9 })
      pass(1_900)
    }
    expect(shaken).toHaveLength(2)
  })

  it('is quietly missing where the device can’t', async () => {
    expect(deviceVibrate({})).toBeNull()
    const { hear } = shaking({ isMissing: true })
    await hear({ shift_direction: 'escalating', shift_magnitude: 1 })
  })
})

function shaking({ isWanted = true, isMissing = false } = {}) {
  const shaken: number[][] = []
  const latest = shallowRef<HeardTone | null>(null)
  let now = 0
  const vibrate = isMissing ? null : (patternMs: number[]) => void shaken.push(patternMs)
  withScope(() => {
    useSettingsStore().vibrates = isWanted
    useShiftVibration({ latest: () => latest.value, vibrate, nowMs: () => now })
    return true
  })
  async function hear(event: Parameters<typeof toneEvent>[0], caughtUp = false): Promise<void> {
    const id = (latest.value?.id ?? 0) + 1
    latest.value = { kind: 'tone', seq: id, id, caughtUp, event: toneEvent(event) }
    await nextTick()
  }
  return { shaken, hear, pass: (ms: number) => (now += ms) }
}
