import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { historyCapacity } from './idle-ttl.ts'
import { createMemoryStore } from './memory-store.ts'
import { sweepPeriodMs } from './session-reaper.ts'
import type { SessionStore } from './session-store.ts'

export interface OpenStoreDeps {
  config: Pick<Config, 'redisUrl' | 'maxSessions' | 'streamMaxAgeS' | 'defaultIdleTtlS'>
  clock: Clock
  onError: (error: unknown) => void
}

/** The store that the settings ask for: Redis where there is an address of one, else this process' memory. */
export async function openStore({ config, clock, onError }: OpenStoreDeps): Promise<SessionStore> {
  const capacity = historyCapacity(config.streamMaxAgeS * 1000)
  const { maxSessions, redisUrl } = config
  if (redisUrl === null) return createMemoryStore({ clock, maxSessions, historyCapacity: capacity })
  // Whoever keeps sessions in memory loads nothing of it.
  const { createRedisStore } = await import('./redis/redis-store.ts')
  return createRedisStore({
    url: redisUrl,
    clock,
    linkClock: clock,
    maxSessions,
    historyCapacity: capacity,
    sweepEveryMs: sweepPeriodMs(config.defaultIdleTtlS * 1000),
    onError,
  })
}
