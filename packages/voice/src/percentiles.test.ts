import fc from 'fast-check'
import { expect, it } from 'vitest'
import { percentiles } from './percentiles.ts'

it('finds what sorting finds, ties and all, and leaves the values alone', () => {
  const few = fc.integer({ min: -5, max: 5 })
  const many = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(fc.array(fc.oneof(few, many), { maxLength: 300 }), (list) => {
      const values = Float32Array.from(list)
      const sorted = values.slice().sort()
      const shares = [0, 0.05, 0.1, 0.5, 0.9, 0.99, 1]
      expect(percentiles(values, shares)).toEqual(shares.map((share) => quantile(sorted, share)))
      expect(values).toEqual(Float32Array.from(list))
    }),
  )
})

/** Linear interpolation between the two nearest of `sorted`. */
function quantile(sorted: Float32Array, share: number): number {
  if (sorted.length === 0) return 0
  const position = share * (sorted.length - 1)
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (position - below) * (sorted[above] - sorted[below])
}
