import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HeardItem } from '../../stores/heard-item.ts'
import { toneEvent } from '../../test/tone-event.ts'
import { typedNote } from '../../test/typed-note.ts'
import { withNotes } from './with-notes.ts'

describe('typed notes among what was heard', () => {
  it('stand behind what had begun by their moment', () => {
    expect(read([tone(1, 10), tone(2, 20)], [10, 15, 25])).toEqual(['t1', 'n10', 'n15', 't2', 'n25'])
  })

  it('stand first where nothing was heard before them, and alone where nothing was at all', () => {
    expect(read([tone(1, 10)], [3])).toEqual(['n3', 't1'])
    expect(read([], [3])).toEqual(['n3'])
  })

  it('stand within a stretch in which nothing was listened to', () => {
    const away: HeardItem = { kind: 'unheard', seq: 1, afterId: 1, fromS: 5, toS: 45, why: 'away' }
    expect(read([tone(1, 4), away, tone(2, 46)], [30])).toEqual(['t1', 'unheard', 'n30', 't2'])
  })

  it('neither lose nor move a line, and keep the order of their own times', () => {
    const times = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 12 })
    fc.assert(
      fc.property(times, times, (heardAtS, notedAtS) => {
        const all = read(
          heardAtS.map((atS, i) => tone(i, atS)),
          notedAtS,
        )
        expect(all.filter((entry) => entry.startsWith('t'))).toEqual(heardAtS.map((_, i) => `t${i}`))
        const noted = all.filter((entry) => entry.startsWith('n'))
        expect(noted).toEqual([...notedAtS].sort((a, b) => a - b).map((atS) => `n${atS}`))
      }),
    )
  })
})

function read(items: HeardItem[], notedAtS: number[]): string[] {
  const notes = notedAtS.map((atS, i) => typedNote({ id: String(i), atS }))
  return withNotes(items, notes).map((entry) => {
    if (entry.kind === 'note') return `n${entry.note.atS}`
    return entry.kind === 'tone' ? `t${entry.id}` : entry.kind
  })
}

function tone(id: number, timestamp: number): HeardItem {
  return { kind: 'tone', seq: id, id, caughtUp: false, event: toneEvent({ timestamp }) }
}
