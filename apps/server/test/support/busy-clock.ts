import { createSystemClock, type Clock } from '../../src/clock.ts'
import { createFakeClock } from '../../src/fake-clock.ts'

/** Between two looks at how late the event loop is. */
const lookEveryMs = 100

export interface BusyClock extends Clock {
  /** So many looks, each of them so late. */
  pass(looks: number, lateMs: number): void
}

/** A clock on which the event loop is as late as a test says; what happens once only happens in real time. */
export function createBusyClock(): BusyClock {
  const fake = createFakeClock()
  let lateMs = 0
  return {
    ...createSystemClock(),
    nowMs: () => fake.nowMs() + lateMs,
    every: fake.every,
    pass(looks, eachLateMs) {
      for (let look = 0; look < looks; look++) {
        lateMs += eachLateMs
        fake.advance(lookEveryMs)
      }
    },
  }
}
