import { expect, it } from 'vitest'
import { correlation } from './statistics.ts'

it('correlates what moves together, against each other, or not at all', () => {
  const rising = Float32Array.of(1, 2, 3, 4)
  expect(correlation(rising, Float32Array.of(2, 4, 6, 8))).toBeCloseTo(1, 6)
  expect(correlation(rising, Float32Array.of(8, 6, 4, 2))).toBeCloseTo(-1, 6)
  expect(correlation(rising, Float32Array.of(5, 5, 5, 5))).toBe(0)
})
