import { expect, it } from 'vitest'
import { createFrameBudget } from './frame-budget.ts'

/** Frames that are taken at once at `nowMs`, of so many. */
function taken(budget: ReturnType<typeof createFrameBudget>, frames: number, nowMs: number): number {
  let count = 0
  for (let n = 0; n < frames; n++) if (budget.allow(nowMs)) count++
  return count
}

it('takes a thousand frames at once, and 400 more for each second', () => {
  const budget = createFrameBudget()
  expect(taken(budget, 1_000, 5)).toBe(1_000)
  expect(taken(budget, 800, 2_005)).toBe(800)
  expect(budget.allow(2_005)).toBe(false)
})

it('takes a frame for each turn of an AudioWorklet at 48 kHz, for an hour', () => {
  const budget = createFrameBudget()
  let refused = 0
  for (let frame = 0; frame < 3_600 * 375; frame++) if (!budget.allow((frame * 1000) / 375)) refused++
  expect(refused).toBe(0)
})

it('takes what the longest stall held back at once', () => {
  const budget = createFrameBudget()
  budget.allow(0)
  expect(taken(budget, 12_000, 30_000)).toBe(12_000)
})

it('doesn’t save up for a flood what a quiet hour left', () => {
  const budget = createFrameBudget()
  budget.allow(0)
  expect(taken(budget, 100_000, 3_600_000)).toBe(13_000)
})
