import type { Clock } from '../../apps/server/src/clock.ts'
import { createSystemClock } from '../../apps/server/src/clock.ts'
import { historyCapacity } from '../../apps/server/src/sessions/idle-ttl.ts'
import { createRedisStore } from '../../apps/server/src/sessions/redis/redis-store.ts'
import type { SessionStore } from '../../apps/server/src/sessions/session-store.ts'

/** A node's store that does nothing by itself: it renews no lease and asks for no sign of life. */
export function openQuietStore(url: string): Promise<SessionStore> {
  return createRedisStore({
    url,
    clock: quietClock,
    linkClock: quietClock,
    maxSessions: 1_000_000,
    historyCapacity: historyCapacity(120_000),
    sweepEveryMs: 45_000,
    onError: (error) => console.error(error),
  })
}

const quietClock: Clock = { ...createSystemClock(), every: () => ({ stop: () => {} }) }
