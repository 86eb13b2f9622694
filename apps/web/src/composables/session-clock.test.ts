import { expect, it } from 'vitest'
import { createSessionClock } from './session-clock.ts'

it('counts from the start that the device remembers, until the server knows better', () => {
  let nowMs = 20_000
  const clock = createSessionClock(10_300, () => nowMs)
  expect(clock.at(20_300)).toBe(10)
  clock.observe(10)
  expect(clock.at(20_300)).toBeCloseTo(10.3)
  nowMs = 30_000
  clock.observe(18)
  expect(clock.at(30_000)).toBeCloseTo(20)
})

it('knows nothing of a session that began elsewhere, until the server says something', () => {
  const clock = createSessionClock(null, () => 50_000)
  expect(clock.at(50_000)).toBeNull()
  clock.observe(7)
  expect(clock.at(51_000)).toBe(8)
  expect(clock.at(1_000)).toBe(0)
})
