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
/** Some 80 MB of a single session that spoke without a pause; an odd setting must not cost more. */
const mostHistoryEvents = 65_536
/** A dead phone's stream counts for its age, which is up to this much above the setting. */
const longestAgeShare = 1.1
/** Fastest rate that the history is laid out for. */
const eventsPerS = 4

/**
 * Events that a session keeps, by its idle time: at least 1,024, and as many as the longest absence brings, so that
 * whoever comes back in time has missed nothing. A phone that went without a word is away for the age of its stream, the
 * idle time and a sweep. Never more than 65,536, which is three hours without a pause.
 */
export function historyCapacity(streamMaxAgeMs: number): (idleTtlMs: number) => number {
  return (idleTtlMs) => {
    const absenceMs = streamMaxAgeMs * longestAgeShare + idleTtlMs + sweepPeriodMs(idleTtlMs)
    const events = Math.ceil((absenceMs / 1000) * eventsPerS)
    return Math.min(mostHistoryEvents, Math.max(leastHistoryEvents, events))
  }
}
