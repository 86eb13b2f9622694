import { describe, expect, it } from 'vitest'
import type { HeardItem } from '../../stores/heard-item.ts'
import { heardTone } from '../../test/heard-tone.ts'
import { createHeardClock } from './heard-times.ts'
import { momentsOf, nearestMoment } from './moments.ts'

const gap: HeardItem = { kind: 'gap', seq: 1, from: 2, to: 3 }
const away: HeardItem = { kind: 'unheard', seq: 3, afterId: 4, fromS: 40, toS: 80, why: 'away' }
const heard = createHeardClock().date([heardTone(0, 10), gap, heardTone(2, 30), away, heardTone(4, 90)])

describe('the moments of a conversation', () => {
  it('are tones and what is missing between them, in the order of time', () => {
    expect(keysOf(momentsOf(heard, []))).toEqual(['heard 0', 'heard 1', 'heard 2', 'heard 3', 'heard 4'])
  })

  it('have their notes: one at a tone belongs to it, one elsewhere stands alone', () => {
    const moments = momentsOf(heard, [note('at', 31), note('alone', 60.5)])
    expect(keysOf(moments)).toEqual(['heard 0', 'heard 1', 'heard 2', 'heard 3', 'note alone', 'heard 4'])
    expect(moments[2]?.notes.map(({ id }) => id)).toEqual(['at'])
  })

  it('are found by the nearest; inside a stretch that is the stretch, however long', () => {
    const moments = momentsOf(heard, [])
    const at = (s: number) => nearestMoment(moments, s)?.key
    expect([0, 10, 12, 35, 42, 79, 86].map(at)).toEqual([
      'heard 0',
      'heard 0',
      'heard 1',
      'heard 2',
      'heard 3',
      'heard 3',
      'heard 4',
    ])
  })

  it('of nothing are none', () => {
    expect(nearestMoment([], 5)).toBeNull()
  })
})

function note(id: string, atS: number) {
  return { id, atS, text: 'the invoice', writtenAtMs: 0 }
}

function keysOf(moments: readonly { key: string }[]): string[] {
  return moments.map(({ key }) => key)
}
