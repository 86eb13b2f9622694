import type { StoreListener } from '../session-store.ts'
import { createFollowedSession, type FollowedSession } from './followed-session.ts'
import type { Held } from './leases.ts'
import { bucketOf, channelOf } from './redis-keys.ts'
import type { RedisLink } from './redis-link.ts'
import type { Renewed, SessionCalls } from './session-calls.ts'

/** What is held here of one session, and its messages. */
export interface Place {
  readonly followed: FollowedSession
  readonly subscribed: Promise<void>
  readonly watchers: Set<string>
  /** Number of its microphone here, 0 for none. */
  microphone: number
  /** Calls under way that may make this node hold something of it. */
  pending: number
}

export interface FollowedSessionsDeps {
  nodeId: string
  link: Pick<RedisLink, 'subscribe' | 'unsubscribe'>
  calls: Pick<SessionCalls, 'look'>
  listener: StoreListener
  onError: (error: unknown) => void
}

/** The sessions that this node watches or has the microphone of: one subscription for each, for as long as that is so. */
export interface FollowedSessions {
  /** Subscribed first, then asked: what happens in between comes as a message. */
  with<T>(sessionId: string, ask: (place: Place) => Promise<T>): Promise<T>
  leave(sessionId: string, watcherId: string): void
  leaveMicrophone(sessionId: string, number: number): void
  /** What leases are to be renewed for, in one bucket. */
  heldIn(bucket: number): Held[]
  /** What a renewal found. */
  compare(renewed: Renewed): void
  /** From now on messages may be missing, until each session is compared. */
  lost(): void
  ids(): string[]
  count(): number
}

export function createFollowedSessions({
  nodeId,
  link,
  calls,
  listener,
  onError,
}: FollowedSessionsDeps): FollowedSessions {
  const buckets = new Map<number, Map<string, Place>>()

  /** All places of the session's bucket, as leases are renewed bucket by bucket. */
  function beside(sessionId: string): Map<string, Place> {
    const bucket = bucketOf(sessionId)
    const places = buckets.get(bucket) ?? new Map<string, Place>()
    buckets.set(bucket, places)
    return places
  }

  function placeOf(sessionId: string): Place {
    const places = beside(sessionId)
    const known = places.get(sessionId)
    if (known) return known
    // Where it was left and joined again meanwhile, the place is another one's.
    const onOver = () => void (beside(sessionId).get(sessionId)?.followed === followed && unfollow(sessionId))
    const followed = createFollowedSession({
      sessionId,
      nodeId,
      listener,
      look: calls.look,
      onOver,
      onError,
    })
    const subscribed = link.subscribe(channelOf(sessionId), followed.receive)
    const place = { followed, subscribed, watchers: new Set<string>(), microphone: 0, pending: 0 }
    places.set(sessionId, place)
    return place
  }

  function unfollow(sessionId: string): void {
    if (beside(sessionId).delete(sessionId)) link.unsubscribe(channelOf(sessionId))
  }

  function unfollowIfUnused(sessionId: string, place: Place): void {
    if (beside(sessionId).get(sessionId) !== place) return
    if (place.watchers.size === 0 && place.microphone === 0 && place.pending === 0) unfollow(sessionId)
  }

  return {
    async with(sessionId, ask) {
      const place = placeOf(sessionId)
      place.pending++
      try {
        await place.subscribed
        return await ask(place)
      } finally {
        place.pending--
        unfollowIfUnused(sessionId, place)
      }
    },
    leave(sessionId, watcherId) {
      const place = beside(sessionId).get(sessionId)
      if (place?.watchers.delete(watcherId)) unfollowIfUnused(sessionId, place)
    },
    leaveMicrophone(sessionId, number) {
      const place = beside(sessionId).get(sessionId)
      if (place?.microphone !== number) return
      place.microphone = 0
      unfollowIfUnused(sessionId, place)
    },
    heldIn(bucket) {
      const held: Held[] = []
      for (const [sessionId, { watchers, microphone }] of buckets.get(bucket) ?? [])
        if (watchers.size > 0 || microphone > 0) held.push({ sessionId, watchers: [...watchers], microphone })
      return held
    },
    compare(renewed) {
      const followed = beside(renewed.sessionId).get(renewed.sessionId)?.followed
      if (renewed.head < 0) followed?.over()
      else followed?.compare(renewed)
    },
    lost() {
      for (const places of buckets.values()) for (const { followed } of places.values()) followed.lost()
    },
    count: () => [...buckets.values()].reduce((sum, places) => sum + places.size, 0),
    ids: () => [...buckets.values()].flatMap((places) => [...places.keys()]),
  }
}
