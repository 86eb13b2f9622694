import type { StreamPhase } from '../../apps/web/src/lifecycle/stream-types.ts'
import type { FlakyClient } from './flaky-client.ts'

export interface Patrol {
  /** How often a lock was held by a page that has let its stream go. */
  idleLocks(): number
  stop(): void
}

const lookEveryMs = 500
/** A stream that is only being replaced leaves the screen on. */
const resting: readonly StreamPhase[] = ['hidden', 'waiting', 'expired', 'ended']

/** Looks at every client twice a second for what must never be, however short. */
export function createPatrol(clients: readonly FlakyClient[]): Patrol {
  let idleLocks = 0
  const timer = setInterval(() => {
    idleLocks += clients.filter(({ lock, phase }) => lock.held() > 0 && resting.includes(phase())).length
  }, lookEveryMs)
  return { idleLocks: () => idleLocks, stop: () => clearInterval(timer) }
}
