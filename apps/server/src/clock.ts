/** Something that will happen, or goes on happening, until it is stopped. */
export interface Timer {
  stop(): void
}

/** Time as the server sees it, so that tests can hold it still. */
export interface Clock {
  /** Monotonic milliseconds from an arbitrary start: never set back, unlike the wall clock. */
  nowMs(): number
  /** The wall clock, for file names only. */
  date(): Date
  every(periodMs: number, task: () => void): Timer
  after(delayMs: number, task: () => void): Timer
}

/** The machine's own clock. Its timers never keep the process alive by themselves. */
export function createSystemClock(): Clock {
  return {
    nowMs: () => performance.now(),
    date: () => new Date(),
    every(periodMs, task) {
      const timer = setInterval(task, periodMs).unref()
      return { stop: () => clearInterval(timer) }
    },
    after(delayMs, task) {
      const timer = setTimeout(task, delayMs).unref()
      return { stop: () => clearTimeout(timer) }
    },
  }
}
