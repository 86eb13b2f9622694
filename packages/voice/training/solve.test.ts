import { expect, it } from 'vitest'
import { solvePositive } from './solve.ts'

it('solves a system whose solution is known', () => {
  // A = [[4, 2], [2, 3]], x = [1, −2]
  const [x] = solvePositive(Float64Array.of(4, 2, 2, 3), [Float64Array.of(0, -4)])
  expect(Array.from(x ?? [])).toEqual([expect.closeTo(1, 12), expect.closeTo(-2, 12)])
})

it('refuses a matrix that has no such solution', () => {
  expect(() => solvePositive(Float64Array.of(0, 0, 0, 0), [Float64Array.of(1, 1)])).toThrow(
    /positive definite/,
  )
})
