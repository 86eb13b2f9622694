import { expect, it } from 'vitest'
import { areaUnderCurve, expectedCalibrationError, riskAt, unweightedAverageRecall } from './metrics.ts'

const scored = [
  { truth: 'sad', said: 'sad', confidence: 0.9 },
  { truth: 'sad', said: 'sad', confidence: 0.9 },
  { truth: 'sad', said: 'happy', confidence: 0.3 },
  { truth: 'happy', said: 'sad', confidence: 0.3 },
]

it('counts every class the same', () => {
  expect(unweightedAverageRecall(scored)).toBeCloseTo((2 / 3 + 0) / 2, 9)
})

it('measures how far confidence is from being right', () => {
  // Half at 0.9 and always right, half at 0.3 and always wrong.
  expect(expectedCalibrationError(scored)).toBeCloseTo(0.5 * 0.1 + 0.5 * 0.3, 9)
})

it('says how much is kept over a floor, and how good that is', () => {
  expect(riskAt(scored, 0.5)).toEqual({ coverage: 0.5, accuracy: 1 })
})

it('counts a tie as half a win', () => {
  expect(areaUnderCurve([2, 3], [1, 2])).toBeCloseTo(3.5 / 4, 9)
})
