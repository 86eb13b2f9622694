import { createPinia, setActivePinia } from 'pinia'
import { describe, expect, it } from 'vitest'
import { isReactive } from 'vue'
import { toneEvent } from '../test/tone-event.ts'
import { useTonesStore } from './tones.ts'

describe('the tones', () => {
  it('watch no line of what was heard, only that there are more', () => {
    setActivePinia(createPinia())
    const tones = useTonesStore()
    tones.begin('s')
    tones.hear(1, toneEvent())
    const before = tones.items
    tones.hear(2, toneEvent({ timestamp: 2 }))
    expect(isReactive(before) || isReactive(before[0])).toBe(false)
    expect(tones.items).not.toBe(before)
    expect(tones.items).toHaveLength(2)
  })
})
