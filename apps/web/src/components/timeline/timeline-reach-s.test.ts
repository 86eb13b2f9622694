import { expect, it } from 'vitest'
import { typedNote } from '../../test/typed-note.ts'
import { timelineReachS } from './timeline-reach-s.ts'

it('goes as far as whatever came last: a tone, a stretch that is unclear, or a note', () => {
  const unclear = [{ fromS: 8, toS: null }]
  const notes = [typedNote({ atS: 11 }), typedNote({ atS: 3 })]
  expect(timelineReachS({ lastS: 0 }, [], [])).toBe(0)
  expect(timelineReachS({ lastS: 6 }, [], [typedNote({ atS: 3 })])).toBe(6)
  expect(timelineReachS({ lastS: 6 }, unclear, [])).toBe(8)
  expect(timelineReachS({ lastS: 6 }, unclear, notes)).toBe(11)
})
