import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toneEvent } from '../../test/support/tone.ts'
import { createEventHistory } from './event-history.ts'

function filled(capacity: number, count: number) {
  const history = createEventHistory(capacity)
  for (let id = 1; id <= count; id++) history.append({ id, event: toneEvent(), frame: Buffer.alloc(0) })
  return history
}

it('is empty at first', () => {
  const history = createEventHistory(4)
  expect([history.head(), history.oldest(), history.after(0), history.missedAfter(0)]).toEqual([
    0,
    null,
    [],
    null,
  ])
})

it('gives back exactly the ids after the asked one that it still holds, and names those it lost', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(60), fc.nat(60), (capacity, count, asked) => {
      const history = filled(capacity, count)
      const ids = Array.from({ length: count }, (_, index) => index + 1)
      const held = ids.slice(-capacity)
      const lost = ids.filter((id) => id > asked && !held.includes(id))
      expect(history.after(asked).map(({ id }) => id)).toEqual(held.filter((id) => id > asked))
      expect(history.missedAfter(asked)).toEqual(lost.length > 0 ? { from: lost[0], to: lost.at(-1) } : null)
      expect(history.oldest()).toBe(held[0] ?? null)
      expect(history.head()).toBe(count)
    }),
  )
})
