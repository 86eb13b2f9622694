import { createSystemClock, type Clock, type Timer } from '../../src/clock.ts'

export interface CountingClock extends Clock {
  /** Timers that are set and have neither run out nor been stopped. */
  pending(): number
}

/** The machine's clock, which knows how many timers are set on it. */
export function createCountingClock(): CountingClock {
  const clock = createSystemClock()
  const timers = new Set<Timer>()

  function count(timer: Timer): Timer {
    const counted = {
      stop() {
        timers.delete(counted)
        timer.stop()
      },
    }
    timers.add(counted)
    return counted
  }

  return {
    ...clock,
    pending: () => timers.size,
    every: (periodMs, task) => count(clock.every(periodMs, task)),
    after(delayMs, task) {
      const counted = count(
        clock.after(delayMs, () => {
          timers.delete(counted)
          task()
        }),
      )
      return counted
    },
  }
}
