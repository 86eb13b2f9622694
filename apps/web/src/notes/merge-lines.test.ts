import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { HeardItem } from '../stores/heard-item.ts'
import { toneEvent } from '../test/tone-event.ts'
import { mergeLines } from './merge-lines.ts'

function tone(id: number): HeardItem {
  return { kind: 'tone', seq: 0, id, caughtUp: false, event: toneEvent() }
}

function idsOf(lines: readonly HeardItem[]): { heard: number[]; missed: number[] } {
  const heard = lines.flatMap((line) => (line.kind === 'tone' ? [line.id] : []))
  const missed = lines.flatMap((line) =>
    line.kind === 'gap' ? Array.from({ length: line.to - line.from + 1 }, (_, i) => line.from + i) : [],
  )
  return { heard, missed }
}

it('leaves of a gap what nobody heard', () => {
  const gap: HeardItem = { kind: 'gap', seq: 0, from: 2, to: 6 }
  const lines = mergeLines([tone(1), gap, tone(4), tone(7)])
  expect(lines).toMatchObject([
    { id: 1 },
    { kind: 'gap', from: 2, to: 3 },
    { kind: 'gap', from: 5, to: 6 },
    { id: 4 },
    { id: 7 },
  ])
  expect(lines.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4])
})

it('takes no time for what a row says that was missed, however much it is', () => {
  const gap: HeardItem = { kind: 'gap', seq: 0, from: 1, to: Number.MAX_SAFE_INTEGER }
  expect(mergeLines([gap, tone(2)])).toMatchObject([
    { from: 1, to: 1 },
    { from: 3, to: Number.MAX_SAFE_INTEGER },
    { id: 2 },
  ])
})

it('takes an id of another epoch for another tone', () => {
  const gap: HeardItem = { kind: 'gap', seq: 0, epoch: 1, from: 1, to: 2 }
  expect(mergeLines([tone(1), tone(2), gap])).toHaveLength(3)
})

it('names every id once, as heard or as missed', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 30 })),
      fc.nat(29),
      fc.nat(20),
      (ids, from, length) => {
        const gap: HeardItem = { kind: 'gap', seq: 0, from: from + 1, to: from + 1 + length }
        const { heard, missed } = idsOf(mergeLines([gap, ...ids.map(tone)]))
        expect(heard).toEqual(ids)
        const all = Array.from({ length: length + 1 }, (_, i) => from + 1 + i)
        expect(missed).toEqual(all.filter((id) => !ids.includes(id)))
      },
    ),
  )
})
