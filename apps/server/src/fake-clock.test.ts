import { expect, it } from 'vitest'
import { createFakeClock } from './fake-clock.ts'

it('runs what falls due, in order and at its own time', () => {
  const clock = createFakeClock(0)
  const ran: string[] = []
  clock.every(300, () => ran.push(`every ${clock.nowMs()}`))
  clock.after(450, () => ran.push(`after ${clock.nowMs()}`))
  clock.advance(700)
  expect(ran).toEqual(['every 300', 'after 450', 'every 600'])
  expect(clock.pending()).toBe(1)
})
