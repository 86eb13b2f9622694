import { allBuckets } from './redis-keys.ts'

/** How many sessions there are on all nodes, without asking for it at each start. */
export interface SessionTally {
  /** So many are in `bucket`, as Redis says. */
  set(bucket: number, sessions: number): void
  /** This node started or ended some. */
  grow(bucket: number, by: number): void
  sum(): number
  /** Asks anew before it says yes, as others may have ended theirs; nodes that start some at once may pass it a little. */
  isAtLeast(limit: number): Promise<boolean>
}

export function createSessionTally(count: (bucket: number) => Promise<number>): SessionTally {
  const sessionsIn = allBuckets.map(() => 0)
  const sum = () => sessionsIn.reduce((total, sessions) => total + sessions, 0)

  function set(bucket: number, sessions: number): void {
    sessionsIn[bucket] = sessions
  }

  return {
    set,
    sum,
    grow: (bucket, by) => set(bucket, (sessionsIn[bucket] ?? 0) + by),
    async isAtLeast(limit) {
      if (sum() < limit) return false
      await Promise.all(allBuckets.map(async (bucket) => set(bucket, await count(bucket))))
      return sum() >= limit
    },
  }
}
