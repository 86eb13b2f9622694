import { expect, it } from 'vitest'
import { correlation, summarise, trendOf } from './statistics.ts'

it('summarises 0…10', () => {
  const values = Float32Array.from([10, 3, 4, 1, 2, 7, 8, 9, 0, 5, 6])
  expect(summarise(values)).toEqual({ mean: 5, deviation: Math.sqrt(10), p10: 1, p50: 5, p90: 9 })
})

it('finds the slope of a line, and none in one value', () => {
  expect(trendOf(Float32Array.of(1, 3, 5, 7))).toBeCloseTo(2, 9)
  expect(trendOf(Float32Array.of(4))).toBe(0)
})

it('correlates what moves together, against each other, or not at all', () => {
  const rising = Float32Array.of(1, 2, 3, 4)
  expect(correlation(rising, Float32Array.of(2, 4, 6, 8))).toBeCloseTo(1, 6)
  expect(correlation(rising, Float32Array.of(8, 6, 4, 2))).toBeCloseTo(-1, 6)
  expect(correlation(rising, Float32Array.of(5, 5, 5, 5))).toBe(0)
})
