import { expect, it } from 'vitest'
import { windowFor } from './window-for.ts'

it.each([
  [0, 30],
  [30, 30],
  [31, 60],
  [90, 120],
  [3_600, 120],
])('after %d seconds the timeline shows %d', (elapsedS, windowS) => {
  expect(windowFor(elapsedS)).toBe(windowS)
})
