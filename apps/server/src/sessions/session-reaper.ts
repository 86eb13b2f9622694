import type { Clock } from '../clock.ts'
import type { SessionStore } from './session-store.ts'

/** However short the idle time, a sweep comes no more often than this. */
const shortestPeriodMs = 250
/** Longest delay that a timer takes; above it `setInterval` silently fires every millisecond. */
const longestPeriodMs = 2_147_483_647

export interface SessionReaperDeps {
  store: Pick<SessionStore, 'removeIdle'>
  clock: Clock
  idleTtlMs: number
  onError: (error: unknown) => void
}

export interface SessionReaper {
  /** One sweep, now. Returns how many sessions it ended. */
  sweep(): Promise<number>
  stop(): void
}

/** Ends what nobody has watched for its idle time; looks every half idle time from the moment it is made. */
export function createSessionReaper({ store, clock, idleTtlMs, onError }: SessionReaperDeps): SessionReaper {
  const sweep = () => store.removeIdle()
  const timer = clock.every(sweepPeriodMs(idleTtlMs), () => void sweep().catch(onError))
  return { sweep, stop: () => timer.stop() }
}

export function sweepPeriodMs(idleTtlMs: number): number {
  return Math.min(longestPeriodMs, Math.max(shortestPeriodMs, idleTtlMs / 2))
}
