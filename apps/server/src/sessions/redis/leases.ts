import { allBuckets, bucketOf } from './redis-keys.ts'

/** What this node holds of a session. */
export interface Held {
  readonly sessionId: string
  /** Names of those who watch it here. */
  readonly watchers: readonly string[]
  /** Number of its microphone here, 0 for none. */
  readonly microphone: number
}

/** A part of what is to be renewed: one call of the script `renew`. */
export interface Renewal {
  readonly bucket: number
  readonly sessionIds: readonly string[]
  readonly args: readonly string[]
  /** The bucket's last: what it brings of the whole bucket counts once. */
  readonly isLast: boolean
}

/** Redis does nothing else while it renews, so no call is to take longer than about a millisecond. */
const sessionsEach = 100

/** Everything that is held, in calls of one bucket each. Buckets of which nothing is held get an empty one, as a sign of life. */
export function planRenewals(held: Iterable<Held>): Renewal[] {
  const ofBucket = allBuckets.map(() => new Array<Held>())
  for (const session of held) ofBucket[bucketOf(session.sessionId)]?.push(session)
  return ofBucket.flatMap((sessions, bucket) => {
    const renewals: Renewal[] = []
    for (let from = 0; from === 0 || from < sessions.length; from += sessionsEach) {
      const part = sessions.slice(from, from + sessionsEach)
      const sessionIds = part.map(({ sessionId }) => sessionId)
      const isLast = from + sessionsEach >= sessions.length
      renewals.push({ bucket, sessionIds, args: part.flatMap(argsOf), isLast })
    }
    return renewals
  })
}

function argsOf({ sessionId, watchers, microphone }: Held): string[] {
  return [sessionId, String(microphone), String(watchers.length), ...watchers]
}
