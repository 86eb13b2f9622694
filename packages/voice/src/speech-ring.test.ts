import { expect, it } from 'vitest'
import { column, frameColumns } from './frame-layout.ts'
import { createSpeechRing } from './speech-ring.ts'

it('holds the latest rows, oldest first', () => {
  const ring = createSpeechRing(3)
  expect(levels(ring)).toEqual([])
  for (const level of [1, 2]) ring.push(new Float32Array(frameColumns).fill(level))
  expect(levels(ring)).toEqual([1, 2])
  for (const level of [3, 4, 5]) ring.push(new Float32Array(frameColumns).fill(level))
  expect(levels(ring)).toEqual([3, 4, 5])
})

it('is empty once cleared, and starts anew', () => {
  const ring = createSpeechRing(3)
  for (const level of [1, 2, 3, 4]) ring.push(new Float32Array(frameColumns).fill(level))
  ring.clear()
  expect(ring.count()).toBe(0)
  ring.push(new Float32Array(frameColumns).fill(9))
  expect(levels(ring)).toEqual([9])
})

function levels(ring: ReturnType<typeof createSpeechRing>): number[] {
  const { values, count } = ring.frames()
  return Array.from({ length: count }, (_, row) => values[row * frameColumns + column.levelDb] ?? NaN)
}
