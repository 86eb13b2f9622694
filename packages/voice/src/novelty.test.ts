import { expect, it } from 'vitest'
import { createLinearMaps } from './linear-map.ts'
import { noveltyOf } from './novelty.ts'

const [directions] = createLinearMaps([{ weights: [1, 0, 0], biases: [0] }], true)
const alongFirst = { directions, restSquare: 4 }

it('doubts no speech for how much of the usual there is in it', () => {
  expect(noveltyOf(alongFirst, Float64Array.of(100, 1, 1))).toBe(0)
})

it('doubts what the usual doesn’t explain, by the square of its excess', () => {
  expect(noveltyOf(alongFirst, Float64Array.of(0, 2, 2))).toBeCloseTo(1.1 ** 2, 9)
  expect(noveltyOf(alongFirst, Float64Array.of(5, 4, 0))).toBeCloseTo(3.1 ** 2, 9)
})

it('looks at the functionals alone, and not at what stands behind them', () => {
  expect(noveltyOf(alongFirst, Float64Array.of(1, 1, 1, 50, 50))).toBe(0)
})
