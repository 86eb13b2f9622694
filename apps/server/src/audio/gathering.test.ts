import { expect, it } from 'vitest'
import { createGathering } from './gathering.ts'

it('hands on at once what is long enough by itself', () => {
  const samples = new Int16Array(1_600).fill(7)
  expect(createGathering().add(samples)).toBe(samples)
})

it('loses no sample of frames of a millisecond, keeps their order, and hands them over twenty times a second at most', () => {
  const gathering = createGathering()
  const sent = Array.from({ length: 16_000 }, (_, at) => at % 30_000)
  const handedOver: Int16Array[] = []
  for (let at = 0; at < sent.length; at += 16) {
    const together = gathering.add(Int16Array.from(sent.slice(at, at + 16)))
    if (together) handedOver.push(together)
  }
  expect(handedOver.flatMap((each) => [...each])).toEqual(sent)
  expect(handedOver.length).toBeLessThanOrEqual(20)
})

it('keeps nothing of frames that hold nothing, however many come', () => {
  const gathering = createGathering()
  const nothing = new Int16Array(0)
  const atFirst = process.memoryUsage().heapUsed
  for (let n = 0; n < 4_000_000; n++) gathering.add(nothing)
  // A place in a list alone would take 8 bytes each.
  expect(process.memoryUsage().heapUsed - atFirst).toBeLessThan(8_000_000)
})
