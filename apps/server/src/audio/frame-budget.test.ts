import { expect, it } from 'vitest'
import { createFrameBudget } from './frame-budget.ts'

/** Frames that are taken at once at `nowMs`, of so many. */
function taken(budget: ReturnType<typeof createFrameBudget>, frames: number, nowMs: number): number {
  let count = 0
  for (let n = 0; n < frames; n++) if (budget.allow(nowMs)) count++
  return count
}

it('takes a thousand frames at once, and 250 more for each second', () => {
  const budget = createFrameBudget()
  expect(taken(budget, 1_000, 5)).toBe(1_000)
  expect(taken(budget, 500, 2_005)).toBe(500)
  expect(budget.allow(2_005)).toBe(false)
})

it('takes what the longest stall held back at once', () => {
  const budget = createFrameBudget()
  budget.allow(0)
  expect(taken(budget, 7_500, 30_000)).toBe(7_500)
})

it('doesn’t save up for a flood what a quiet hour left', () => {
  const budget = createFrameBudget()
  budget.allow(0)
  expect(taken(budget, 100_000, 3_600_000)).toBe(8_500)
})
