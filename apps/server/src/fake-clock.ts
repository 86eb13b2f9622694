import type { Clock, Timer } from './clock.ts'

interface Appointment {
  dueMs: number
  periodMs: number | null
  task: () => void
}

export interface FakeClock extends Clock {
  /** Lets `ms` pass: every timer that falls due on the way runs, in order, at its own time. */
  advance(ms: number): void
  /** How many timers are set, for tests that look for leaks. */
  pending(): number
}

/** A clock that stands still until a test moves it. */
export function createFakeClock(startMs = 1_000): FakeClock {
  let nowMs = startMs
  const appointments = new Set<Appointment>()

  function add(appointment: Appointment): Timer {
    appointments.add(appointment)
    return { stop: () => appointments.delete(appointment) }
  }

  function nextDue(untilMs: number): Appointment | undefined {
    const due = [...appointments].filter((appointment) => appointment.dueMs <= untilMs)
    return due.sort((a, b) => a.dueMs - b.dueMs)[0]
  }

  return {
    nowMs: () => nowMs,
    date: () => new Date(Date.UTC(2026, 0, 1) + nowMs),
    every: (periodMs, task) => add({ dueMs: nowMs + periodMs, periodMs, task }),
    after: (delayMs, task) => add({ dueMs: nowMs + delayMs, periodMs: null, task }),
    pending: () => appointments.size,
    advance(ms) {
      const untilMs = nowMs + ms
      for (let next = nextDue(untilMs); next; next = nextDue(untilMs)) {
        nowMs = Math.max(nowMs, next.dueMs)
        if (next.periodMs === null) appointments.delete(next)
        else next.dueMs += next.periodMs
        next.task()
      }
      nowMs = untilMs
    },
  }
}
