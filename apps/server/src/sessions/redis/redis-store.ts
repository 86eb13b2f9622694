import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { isUnavailable, tryLater } from '../../errors.ts'
import { createSessionIds } from '../session-id.ts'
import type { Joined, SessionStore, StoreListener } from '../session-store.ts'
import type { Session } from '../session.ts'
import { nothingToReplay, replayOf } from '../../stream/replay.ts'
import { tailWithoutHole } from './event-log.ts'
import { createFollowedSessions } from './followed-sessions.ts'
import { planRenewals } from './leases.ts'
import { createPublisher } from './publisher.ts'
import { allBuckets, bucketOf } from './redis-keys.ts'
import { createRedisLink } from './redis-link.ts'
import { createSessionCalls, type LogSlice, type SessionFacts } from './session-calls.ts'
import { createSessionScripts } from './session-scripts.ts'
import { createSharedHits } from './shared-hits.ts'
import { createSessionTally } from './session-tally.ts'

/** A node that died stops counting within this. */
const leaseMs = 30_000
const renewEveryMs = leaseMs / 3
/** One bucket after the other, or all renewals would go out at once, and events wait behind them. */
const renewOneEveryMs = renewEveryMs / allBuckets.length
/**
 * It is for when there is no node left to sweep, and must be longer than any outage: leases don't move while Redis is out of
 * reach, and what has expired meanwhile would be gone for its watchers.
 */
const shortestLingerMs = 24 * 3600_000
/** How long a node that goes may take to say so. */
const partingMs = 1_000
/** What was said is worth more, and a Redis that starts again is back in a second or two. */
const drainingMs = 3_000

export interface RedisStoreDeps {
  url: string
  clock: Clock
  /** The network's time, which runs on where a test holds `clock` still. */
  linkClock: Clock
  maxSessions: number
  /** Events that a session of this idle time keeps. */
  historyCapacity: (idleTtlMs: number) => number
  /** How far apart sweeps are. */
  sweepEveryMs: number
  onError: (error: unknown) => void
  /** Lua that leaves the time in `now`, for tests that hold it still. */
  luaClock?: string
}

/**
 * Sessions in a Redis that any number of nodes share; needs Redis 7. Resolves once it was reached, or once it is known
 * that it can't be: then it is `store_unavailable` until it can.
 */
// eslint-disable-next-line undertone/own-lines -- its parts and the promises of a store, one by one
export async function createRedisStore(deps: RedisStoreDeps): Promise<SessionStore> {
  const { clock } = deps
  const nodeId = randomBytes(6).toString('base64url')
  const scripts = createSessionScripts({
    leaseMs,
    lingerMs: Math.max(shortestLingerMs, 4 * deps.sweepEveryMs),
    ...(deps.luaClock === undefined ? {} : { clock: deps.luaClock }),
  })
  const link = createRedisLink({ url: deps.url, clock: deps.linkClock, onError: deps.onError, onUp, onDown })
  const calls = createSessionCalls(link, scripts)
  const listeners: StoreListener[] = []
  const createSessionId = createSessionIds()
  const followed = createFollowedSessions({
    nodeId,
    link,
    calls,
    listener: toAll(listeners),
    onError: ifUnexpected,
  })
  const publisher = createPublisher({ calls, clock, nodeId, isUp: link.isUp, onError: ifUnexpected })
  const tally = createSessionTally(calls.count)
  const startedMs = clock.nowMs()
  const renewing = clock.every(renewOneEveryMs, renewNext)
  /** Buckets renewed so far, one after the other, over and over. */
  let renewals = 0
  let watchersSoFar = 0
  let isClosed = false

  function onUp(): void {
    // All at once: until then nobody knows what this node holds, nor this node what it has missed.
    allBuckets.forEach(renew)
    publisher.flush()
  }

  function onDown(): void {
    followed.lost()
  }

  function ifUnexpected(error: unknown): void {
    // That it is out of reach is told once, by the link.
    if (!isUnavailable(error)) deps.onError(error)
  }

  /** As many buckets as are due by the time: where this process is slow, its timer leaves turns out. */
  function renewNext(): void {
    const due = Math.floor((clock.nowMs() - startedMs) / renewOneEveryMs)
    // What is left out for longer than a round is renewed once.
    renewals = Math.max(renewals, due - allBuckets.length)
    while (renewals < due) {
      const bucket = renewals++ % allBuckets.length
      if (link.isUp()) renew(bucket)
    }
  }

  function renew(bucket: number): void {
    for (const renewal of planRenewals(bucket, followed.heldIn(bucket))) {
      calls
        .renew(renewal)
        .then(({ renewed, sessions }) => {
          tally.set(bucket, sessions)
          renewed.forEach(followed.compare)
        })
        .catch(ifUnexpected)
    }
  }

  /** Kept by Redis' clock, told by this machine's. */
  function sessionOf({ id, elcor, idleTtlMs, ageMs, leftAgoMs, subscribers }: SessionFacts): Session {
    const nowMs = clock.nowMs()
    const lastSubscriberLeftAtMs = leftAgoMs === null ? null : nowMs - leftAgoMs
    // Redis' clock may be set back a little; nothing is said before a session began.
    const createdAtMs = nowMs - Math.max(0, ageMs)
    return { id, elcor, idleTtlMs, createdAtMs, subscribers, lastSubscriberLeftAtMs }
  }

  /** Resolves when `task` is done, whatever came of it, or after `ms`. */
  function within(ms: number, task: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const tooLong = clock.after(ms, resolve)
      void task.catch(ifUnexpected).finally(() => {
        tooLong.stop()
        resolve()
      })
    })
  }

  /** Those who watch here are counted no more: their sessions idle from now on, and not from the end of their leases. */
  function part(): Promise<unknown> {
    const leaving = allBuckets
      .flatMap(followed.heldIn)
      .flatMap(({ sessionId, watchers }) => watchers.map((watcher) => calls.leave(sessionId, watcher)))
    return Promise.all(leaving)
  }

  await link.open()

  return {
    async create({ elcor, idleTtlMs }) {
      if (await tally.isAtLeast(deps.maxSessions)) {
        throw tryLater(
          'at_capacity',
          'All places are taken at the moment. Please try again in a little while.',
          10,
        )
      }
      const facts = await calls.create(createSessionId(), elcor, idleTtlMs, deps.historyCapacity(idleTtlMs))
      tally.grow(bucketOf(facts.id), 1)
      return sessionOf(facts)
    },
    async find(anyId) {
      const found = await calls.find(anyId)
      return found && { session: sessionOf(found.facts), role: found.role }
    },
    share: calls.share,
    join: (id, afterId) =>
      followed.with(id, async (place) => {
        const watcherId = `${nodeId}:${++watchersSoFar}`
        const found = await calls.join(id, watcherId, afterId)
        if (!found) return null
        place.followed.startAt(found.head, found.speech?.seq ?? 0)
        const session = sessionOf(found.facts)
        // Where the rest can't be read nobody watches, and its lease is not to be renewed.
        const slice = await found.slice()
        place.watchers.add(watcherId)
        return { session, watcherId, speech: found.speech, ...catchUp(slice, afterId) }
      }),
    async leave(id, watcherId) {
      followed.leave(id, watcherId)
      // Where this isn't answered the lease runs out by itself: nobody renews it any more.
      await calls.leave(id, watcherId)
    },
    append: publisher.append,
    tellSpeech: async (id, number, speech) => publisher.tellSpeech(id, number, speech),
    takeMicrophone: (id) =>
      followed.with(id, async (place) => {
        const taken = await calls.takeMicrophone(id, nodeId)
        if (!taken) return null
        const [number, voice] = taken
        place.microphone = Math.max(place.microphone, number)
        return { number, voice: voice === '' ? null : voice }
      }),
    keepVoice: (id, number, voice) => calls.keepVoice(id, number, voice),
    async leaveMicrophone(id, number, voice) {
      followed.leaveMicrophone(id, number)
      await calls.leaveMicrophone(id, number, voice)
    },
    async history(id) {
      const slice = await calls.history(id)
      return slice && { ...slice, oldest: slice.events[0]?.id ?? null }
    },
    async remove(id, reason) {
      const isRemoved = await calls.remove(id, reason)
      if (isRemoved) tally.grow(bucketOf(id), -1)
      return isRemoved
    },
    async removeIdle() {
      const removed = await Promise.all(allBuckets.map(calls.sweep))
      removed.forEach((count, bucket) => tally.grow(bucket, -count))
      return removed.reduce((sum, count) => sum + count, 0)
    },
    async close() {
      if (isClosed) return
      isClosed = true
      renewing.stop()
      const parting = within(partingMs, part())
      for (const id of followed.ids()) toAll(listeners).removed(id, 'shutdown')
      await Promise.all([parting, within(drainingMs, publisher.drained())])
      publisher.stop()
      link.close()
    },
    counts: () => ({ here: followed.count(), everywhere: tally.sum() }),
    isReachable: link.isUp,
    hits: createSharedHits(link),
    listen: (listener) => void listeners.push(listener),
  }
}

function toAll(listeners: readonly StoreListener[]): StoreListener {
  return {
    appended: (id, stored) => listeners.forEach((each) => each.appended(id, stored)),
    spoke: (id, speech) => listeners.forEach((each) => each.spoke(id, speech)),
    microphoneTaken: (id, number) => listeners.forEach((each) => each.microphoneTaken(id, number)),
    broken: (id) => listeners.forEach((each) => each.broken(id)),
    removed: (id, reason) => listeners.forEach((each) => each.removed(id, reason)),
  }
}

function catchUp(
  { head, events }: LogSlice,
  afterId: number | null,
): Pick<Joined, 'head' | 'resumedFrom' | 'replay' | 'missed'> {
  // An id this session never gave out comes from an older state of the store: live events only.
  if (afterId === null || afterId > head)
    return { head, resumedFrom: null, replay: nothingToReplay, missed: null }
  const tail = tailWithoutHole(events, head)
  const firstHeld = head - tail.length + 1
  const missed = afterId + 1 < firstHeld ? { from: afterId + 1, to: firstHeld - 1 } : null
  return { head, resumedFrom: afterId, replay: replayOf(tail), missed }
}
