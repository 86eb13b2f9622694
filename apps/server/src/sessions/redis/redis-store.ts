import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { tryLater } from '../../errors.ts'
import { createSessionId } from '../session-id.ts'
import type { Joined, SessionStore, StoreListener } from '../session-store.ts'
import type { Session } from '../session.ts'
import { tailWithoutHole } from './event-log.ts'
import { createFollowedSessions } from './followed-sessions.ts'
import { planRenewals } from './leases.ts'
import { createPublisher } from './publisher.ts'
import { createRedisLink } from './redis-link.ts'
import { createSessionCalls, type LogSlice, type SessionFacts } from './session-calls.ts'
import { createSessionScripts } from './session-scripts.ts'
import { createSessionTally } from './session-tally.ts'

/** A node that died stops counting within this. */
const leaseMs = 30_000
const renewEveryMs = leaseMs / 3
/** Much longer than sweeps are apart, as it is for when there is no node to sweep. */
const shortestLingerMs = 5 * 60_000
/** How long a node that goes may take to say so. */
const partingMs = 1_000

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
  const followed = createFollowedSessions({ nodeId, link, calls, listener: toAll(listeners) })
  const publisher = createPublisher({ calls, clock, nodeId, isUp: link.isUp, onError: ifUnexpected })
  const tally = createSessionTally(calls.count)
  const renewing = clock.every(renewEveryMs, renew)
  let watchersSoFar = 0
  let isClosed = false

  function onUp(): void {
    renew()
    publisher.flush()
  }

  function onDown(): void {
    followed.lost()
  }

  function ifUnexpected(error: unknown): void {
    // That it is out of reach is told once, by the link.
    if (link.isUp()) deps.onError(error)
  }

  function renew(): void {
    if (link.isUp()) tally.recount(renewAll).catch(ifUnexpected)
  }

  /** Returns how many sessions there are. */
  async function renewAll(): Promise<number> {
    const answers = await Promise.all(
      planRenewals(followed.held()).map(async (renewal) => {
        const { renewed, sessions } = await calls.renew(renewal)
        renewed.forEach(followed.compare)
        return renewal.isLast ? sessions : 0
      }),
    )
    return answers.reduce((sum, sessions) => sum + sessions, 0)
  }

  /** Kept by Redis' clock, told by this machine's. */
  function sessionOf({ ageMs, leftAgoMs, ...facts }: SessionFacts): Session {
    const nowMs = clock.nowMs()
    const lastSubscriberLeftAtMs = leftAgoMs === null ? null : nowMs - leftAgoMs
    return { ...facts, createdAtMs: nowMs - ageMs, lastSubscriberLeftAtMs }
  }

  /** Those who watch here are counted no more: their sessions idle from now on, and not from the end of their leases. */
  function part(): Promise<void> {
    const leaving = followed
      .held()
      .flatMap(({ sessionId, watchers }) => watchers.map((watcher) => calls.leave(sessionId, watcher)))
    return new Promise((resolve) => {
      const tooLong = clock.after(partingMs, resolve)
      void Promise.allSettled(leaving).then(() => {
        tooLong.stop()
        resolve()
      })
    })
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
      tally.grow(1)
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
        place.watchers.add(watcherId)
        place.followed.startAt(found.head, found.speech?.seq ?? 0)
        const session = sessionOf(found.facts)
        return { session, watcherId, speech: found.speech, ...catchUp(await found.slice(), afterId) }
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
      if (isRemoved) tally.grow(-1)
      return isRemoved
    },
    async removeIdle() {
      const removed = await calls.sweep()
      tally.grow(-removed)
      return removed
    },
    async close() {
      if (isClosed) return
      isClosed = true
      renewing.stop()
      publisher.stop()
      const parting = link.isUp() ? part() : Promise.resolve()
      for (const id of followed.ids()) toAll(listeners).removed(id, 'shutdown')
      await parting
      link.close()
    },
    isReachable: link.isUp,
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
  if (afterId === null || afterId > head) return { head, resumedFrom: null, replay: [], missed: null }
  const replay = tailWithoutHole(events, head)
  const firstHeld = head - replay.length + 1
  const missed = afterId + 1 < firstHeld ? { from: afterId + 1, to: firstHeld - 1 } : null
  return { head, resumedFrom: afterId, replay, missed }
}
