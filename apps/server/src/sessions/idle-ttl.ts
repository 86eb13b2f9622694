import { sweepPeriodMs } from './session-reaper.ts'

export interface IdleTtlLimits {
  defaultIdleTtlS: number
  minIdleTtlS: number
  maxIdleTtlS: number
}

/**
 * Idle time of a new session, seconds. What was asked is kept within what the operator allows, and the answer says
 * what it became: a remembered choice must not keep anybody from starting.
 */
export function idleTtlS(
  askedS: number | undefined,
  { defaultIdleTtlS, minIdleTtlS, maxIdleTtlS }: IdleTtlLimits,
): number {
  if (askedS === undefined) return defaultIdleTtlS
  return Math.max(minIdleTtlS, Math.min(askedS, maxIdleTtlS))
}

const leastHistoryEvents = 1_024
/** Fastest rate that the history is laid out for. */
const eventsPerS = 4

/**
 * Events that a session with this idle time keeps: at least 1,024, and never less than one absence and one sweep's
 * worth, so that whoever comes back in time has missed nothing.
 */
export function historyCapacity(idleTtlMs: number): number {
  const absenceMs = idleTtlMs + sweepPeriodMs(idleTtlMs)
  return Math.max(leastHistoryEvents, Math.ceil((absenceMs / 1000) * eventsPerS))
}
