import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createEventHistory } from './event-history.ts'
import { encodeSseText } from './sse-frame.ts'

it('is empty at first', () => {
  const history = createEventHistory(4)
  expect([history.head(), history.oldest(), history.after(0), history.missedAfter(0)]).toEqual([
    0,
    null,
    [],
    null,
  ])
})

it('gives back exactly what came after the asked id and is still held, as it was, and names the ids it lost', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.array(said(), { maxLength: 120 }),
      fc.nat(130),
      (capacity, all, asked) => {
        const history = createEventHistory(capacity)
        const live = all.map((json) => history.append(json))
        const expected = all.map((json, at) => ({
          id: at + 1,
          frame: encodeSseText('tone-event', json, at + 1).toString(),
        }))
        expect(live.map(shown)).toEqual(expected)
        const held = expected.slice(-capacity)
        const lost = expected.slice(0, -capacity).filter(({ id }) => id > asked)
        expect(history.after(asked).map(shown)).toEqual(held.filter(({ id }) => id > asked))
        const replay = history.replayAfter(asked)
        expect(replay.count).toBe(history.after(asked).length)
        expect(Buffer.concat(replay.pieces)).toEqual(
          Buffer.concat(history.after(asked).map(({ frame }) => frame)),
        )
        expect(history.missedAfter(asked)).toEqual(
          lost.length > 0 ? { from: lost[0]?.id, to: lost.at(-1)?.id } : null,
        )
        expect(history.oldest()).toBe(held[0]?.id ?? null)
        expect(history.head()).toBe(all.length)
      },
    ),
  )
})

it('never writes again where a frame lies that a socket may still have to send', () => {
  const history = createEventHistory(2)
  const frames = Array.from({ length: 500 }, (_, at) => history.append(`{"said":${at}}`).frame)
  expect(frames.map(String)).toEqual(
    frames.map((_, at) => encodeSseText('tone-event', `{"said":${at}}`, at + 1).toString()),
  )
})

/** Of one byte a character or of three, and some longer than a block. */
function said(): fc.Arbitrary<string> {
  const text = fc.tuple(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(1, 1, 1, 10, 300))
  return text.map(([part, times]) => JSON.stringify(part.repeat(times)))
}

function shown({ id, frame }: { id: number; frame: Buffer }) {
  return { id, frame: frame.toString() }
}
