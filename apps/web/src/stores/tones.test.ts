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
    tones.hear(1, toneEvent(), true)
    const before = tones.items
    tones.hear(2, toneEvent({ timestamp: 2 }), true)
    expect(isReactive(before) || isReactive(before[0])).toBe(false)
    expect(tones.items).not.toBe(before)
    expect(tones.items).toHaveLength(2)
  })

  it('know what wasn’t listened to, but for what somebody else’s microphone heard meanwhile', () => {
    const tones = begun()
    tones.hear(1, toneEvent({ timestamp: 10 }), true)
    expect(tones.addUnheard({ fromS: 9.5, toS: 50, why: 'away' })).toMatchObject({
      afterId: 1,
      fromS: 10,
      toS: 50,
    })
    tones.hear(2, toneEvent({ timestamp: 90 }), true)
    expect(tones.addUnheard({ fromS: 60, toS: 90.5, why: 'away' })).toBeNull()
  })

  it('show a replay together, once it is whole or asked for, and know its ids at once', () => {
    const tones = begun()
    const open = { session_id: 's', head: 3, resumed_from: 0, replayed: 3, missed: null }
    tones.openStream({ ...open, idle_ttl_s: 90, max_age_s: 120 })
    tones.hear(1, toneEvent(), true)
    expect([tones.items.length, tones.lastId]).toEqual([0, 1])
    tones.publish()
    tones.hear(2, toneEvent(), true)
    expect(tones.items).toHaveLength(1)
    tones.hear(3, toneEvent(), true)
    expect(tones.items).toHaveLength(3)
  })

  it('hold nothing back of a replay that breaks off', () => {
    const tones = begun()
    const open = { session_id: 's', head: 9, resumed_from: 0, replayed: 9, missed: null }
    tones.openStream({ ...open, idle_ttl_s: 90, max_age_s: 120 })
    tones.hear(1, toneEvent(), true)
    tones.loseSpeech()
    expect(tones.items).toHaveLength(1)
  })

  it('hold no gap that ends before it begins', () => {
    const tones = begun()
    const open = { session_id: 's', head: 9, resumed_from: 0, replayed: 9, missed: { from: 5, to: 4 } }
    expect(tones.openStream({ ...open, idle_ttl_s: 90, max_age_s: 120 })).toBeNull()
    expect(tones.items).toEqual([])
  })

  it('know whether what was said meanwhile is still coming in', () => {
    const tones = begun()
    const open = { session_id: 's', head: 2, resumed_from: 0, replayed: 2, missed: null }
    tones.openStream({ ...open, idle_ttl_s: 90, max_age_s: 120 })
    expect(tones.isCatchingUp).toBe(true)
    tones.hear(1, toneEvent(), true)
    tones.hear(2, toneEvent(), true)
    expect(tones.isCatchingUp).toBe(false)
  })
})

function begun() {
  setActivePinia(createPinia())
  const tones = useTonesStore()
  tones.begin('s')
  return tones
}
