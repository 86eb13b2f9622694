import { randomBytes } from 'node:crypto'
import type { EndReason } from '@undertone/shared'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { storeUnavailable, tryLater } from '../../errors.ts'
import type { StoredTone } from '../../stream/stored-tone.ts'
import { createSessionId } from '../session-id.ts'
import type { Joined, SessionStore, StoreListener } from '../session-store.ts'
import type { Session } from '../session.ts'
import { eventsOf, loggedTone, tailWithoutHole } from './event-log.ts'
import { createFollowedSession, type FollowedSession, type SessionNow } from './followed-session.ts'
import { planRenewals, type Held, type Renewal } from './leases.ts'
import { createOutbox, type Batch } from './outbox.ts'
import { bucketCount, bucketOf, channelOf, createIdIn, deadlinesKey } from './redis-keys.ts'
import { createRedisLink } from './redis-link.ts'
import { createSessionScripts, pageEvents, type Script } from './session-scripts.ts'
import { toldSpeech } from './session-message.ts'

/** A node that died stops counting within this. */
const leaseMs = 30_000
const renewEveryMs = leaseMs / 3
/** Much longer than nodes sweep apart, as it is for when there are none. */
const shortestLingerMs = 5 * 60_000
const retryEveryMs = 1_000
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

/** What is held here of one session. */
interface Place {
  readonly followed: FollowedSession
  readonly subscribed: Promise<void>
  readonly watchers: Set<string>
  /** Number of its microphone here, 0 for none. */
  microphone: number
  /** Joins under way. */
  pending: number
}

/**
 * Sessions in a Redis that any number of nodes share; needs Redis 7. Resolves once it was reached, or once it is known
 * that it can't be: then it is `store_unavailable` until it can.
 */
export async function createRedisStore(deps: RedisStoreDeps): Promise<SessionStore> {
  const { clock, onError } = deps
  const nodeId = randomBytes(6).toString('base64url')
  const scripts = createSessionScripts({
    leaseMs,
    lingerMs: Math.max(shortestLingerMs, 4 * deps.sweepEveryMs),
    ...(deps.luaClock === undefined ? {} : { clock: deps.luaClock }),
  })
  const listeners: StoreListener[] = []
  const places = new Map<string, Place>()
  const outbox = createOutbox()
  let watchersSoFar = 0
  /** Sessions of all nodes, as they were counted last, and by how much they grew here before and after that. */
  const known = { sessions: 0, grownBefore: 0, grown: 0 }
  let isClosing = false

  const all: StoreListener = {
    appended: (id, stored) => listeners.forEach((each) => each.appended(id, stored)),
    spoke: (id, speech) => listeners.forEach((each) => each.spoke(id, speech)),
    microphoneTaken: (id, number) => listeners.forEach((each) => each.microphoneTaken(id, number)),
    broken: (id) => listeners.forEach((each) => each.broken(id)),
    removed: (id, reason) => listeners.forEach((each) => each.removed(id, reason)),
  }

  const link = createRedisLink({
    url: deps.url,
    clock: deps.linkClock,
    onError,
    onUp() {
      renewAll()
      flushAll()
    },
    onDown() {
      for (const { followed } of places.values()) followed.lost()
    },
  })
  const timers = [clock.every(renewEveryMs, renewAll), clock.every(retryEveryMs, flushAll)]

  async function run<T extends z.ZodType>(
    schema: T,
    script: Script,
    bucket: number,
    args: readonly string[],
  ): Promise<z.output<T>> {
    return schema.parse(await link.run(script, deadlinesKey(bucket), args))
  }
  const runFor = <T extends z.ZodType>(schema: T, script: Script, id: string, ...args: string[]) =>
    run(schema, script, bucketOf(id), [id, ...args])

  // What is followed

  function placeOf(id: string): Place {
    const known = places.get(id)
    if (known) return known
    const followed = createFollowedSession({
      sessionId: id,
      nodeId,
      listener: all,
      look: lookAt,
      onOver: () => unfollow(id),
    })
    const subscribed = link.subscribe(channelOf(id), followed.receive)
    const place = { followed, subscribed, watchers: new Set<string>(), microphone: 0, pending: 0 }
    places.set(id, place)
    return place
  }

  function unfollow(id: string): void {
    if (places.delete(id)) link.unsubscribe(channelOf(id))
  }

  function unfollowIfUnused(id: string, place: Place): void {
    if (places.get(id) !== place) return
    if (place.watchers.size === 0 && place.microphone === 0 && place.pending === 0) unfollow(id)
  }

  /** Subscribed first, then asked: what happens in between comes as a message. */
  async function following<T>(id: string, ask: (place: Place) => Promise<T>): Promise<T> {
    const place = placeOf(id)
    place.pending++
    try {
      await place.subscribed
      return await ask(place)
    } finally {
      place.pending--
      unfollowIfUnused(id, place)
    }
  }

  async function lookAt(id: string, afterId: number): Promise<SessionNow | null> {
    const found = await runFor(lookSchema, scripts.look, id, String(afterId + 1))
    if (!found) return null
    const [head, page, microphone, state, at, seq] = found
    const events = await restOf(id, eventsOf(page), head)
    return { head, events, microphone, speech: toldSpeech(seq, at, state) }
  }

  /** `events` with those after them up to `head`. */
  async function restOf(id: string, events: StoredTone[], head: number): Promise<StoredTone[]> {
    const read = [...events]
    let isMore = events.length === pageEvents
    while (isMore) {
      const next = await runFor(historySchema, scripts.history, id, String((read.at(-1)?.id ?? 0) + 1))
      const page = eventsOf(next?.[1] ?? [])
      read.push(...page)
      isMore = page.length === pageEvents && (page.at(-1)?.id ?? head) < head
    }
    return read.filter((stored) => stored.id <= head)
  }

  // Leases

  function* held(): Generator<Held> {
    for (const [sessionId, { watchers, microphone }] of places)
      if (watchers.size > 0 || microphone > 0) yield { sessionId, watchers, microphone }
  }

  function renewAll(): void {
    if (!link.isUp()) return
    counting(planRenewals(held()).map(renew)).catch(ifUnexpected)
  }

  /** Returns how many sessions the bucket has. */
  async function renew({ bucket, sessionIds, args }: Renewal): Promise<number> {
    const answers = await run(z.array(z.number()), scripts.renew, bucket, args)
    for (const [index, id] of sessionIds.entries()) {
      const [head = -1, microphone = 0, speechSeq = 0] = answers.slice(index * 3, index * 3 + 3)
      const followed = places.get(id)?.followed
      if (head < 0) followed?.over()
      else followed?.compare({ head, microphone, speechSeq })
    }
    return answers.at(-1) ?? 0
  }

  // Events on their way out

  function flushAll(): void {
    if (!link.isUp()) return
    for (const id of outbox.waiting()) flush(id)
  }

  function flush(id: string): void {
    const batch = outbox.take(id)
    if (!batch) return
    publish(id, batch).then(
      () => {
        outbox.done(id)
        flush(id)
      },
      (error: unknown) => {
        outbox.failed(id)
        ifUnexpected(error)
      },
    )
  }

  async function publish(id: string, { items, number }: Batch): Promise<void> {
    const args = items.flatMap((item) => {
      if (item.type === 'tone') return ['t', item.json]
      if (item.type === 'gap') return ['g', String(item.lost)]
      return ['s', String(item.number), item.speech.state, String(item.speech.timestampS)]
    })
    const ids = await runFor(publishedSchema, scripts.publish, id, nodeId, String(number), ...args)
    for (const [index, item] of items.entries()) if (item.type === 'tone') item.settle(ids?.[index] ?? null)
  }

  function ifUnexpected(error: unknown): void {
    // That it is out of reach is told once, by the link.
    if (link.isUp()) onError(error)
  }

  /** Whatever is started and ended while it is counted is added: rather a recount too many than a session. */
  async function counting(ofBuckets: Promise<number>[]): Promise<void> {
    const { grown } = known
    known.sessions = sum(await Promise.all(ofBuckets))
    known.grownBefore = grown
  }

  async function isFull(): Promise<boolean> {
    const isFullByGuess = () => known.sessions + known.grown - known.grownBefore >= deps.maxSessions
    if (isFullByGuess()) await counting(allBuckets.map((bucket) => run(z.number(), scripts.beat, bucket, [])))
    return isFullByGuess()
  }

  async function sweepBucket(bucket: number): Promise<number> {
    let removed = 0
    let isMore = true
    while (isMore) {
      const [count, more] = await run(z.tuple([z.number(), z.number()]), scripts.sweep, bucket, [])
      removed += count
      isMore = more === 1
    }
    return removed
  }

  function sessionOf(id: string, view: View): Session {
    const [elcor, ttl, age, leftAge, subscribers] = view
    const nowMs = clock.nowMs()
    return {
      id,
      elcor: elcor === '1',
      idleTtlMs: ttl,
      // Kept by Redis' clock, told by this machine's.
      createdAtMs: nowMs - age,
      subscribers,
      lastSubscriberLeftAtMs: leftAge === '' ? null : nowMs - Number(leftAge),
    }
  }

  /** What was kept for this node's watchers and microphones goes, as the node does. */
  async function part(): Promise<void> {
    const leaving = [...places].flatMap(([id, { watchers }]) =>
      [...watchers].map((watcher) => runFor(z.unknown(), scripts.leave, id, watcher)),
    )
    await new Promise<void>((resolve) => {
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
      if (await isFull()) {
        throw tryLater(
          'at_capacity',
          'All places are taken at the moment. Please try again in a little while.',
          10,
        )
      }
      const id = createSessionId()
      const capacity = String(deps.historyCapacity(idleTtlMs))
      await runFor(z.number(), scripts.create, id, elcor ? '1' : '0', String(idleTtlMs), capacity)
      known.grown++
      return sessionOf(id, [elcor ? '1' : '0', idleTtlMs, 0, '', 0])
    },
    async find(anyId) {
      const found = await runFor(foundSchema, scripts.find, anyId)
      if (!found) return null
      const [role, id, ...view] = found
      return { session: sessionOf(id, view), role }
    },
    share: (id) => runFor(z.string().nullable(), scripts.share, id, createIdIn(bucketOf(id))),
    join: (id, afterId) =>
      following(id, async (place) => {
        const watcherId = `${nodeId}:${++watchersSoFar}`
        const found = await runFor(joinedSchema, scripts.join, id, watcherId, String(afterId ?? ''))
        if (!found) return null
        const [head, page, state, at, seq, ...view] = found
        place.watchers.add(watcherId)
        place.followed.startAt(head)
        const events = await restOf(id, eventsOf(page), head)
        const resumed = catchUp(events, head, afterId)
        return { session: sessionOf(id, view), watcherId, ...resumed, speech: toldSpeech(seq, at, state) }
      }),
    async leave(id, watcherId) {
      const place = places.get(id)
      place?.watchers.delete(watcherId)
      if (place) unfollowIfUnused(id, place)
      // Where this isn't answered the lease runs out by itself: nobody renews it any more.
      await runFor(z.unknown(), scripts.leave, id, watcherId)
    },
    append(id, event) {
      const json = JSON.stringify(event)
      return new Promise((resolve) => {
        const settle = (eventId: number | null) =>
          resolve(eventId === null ? null : loggedTone(eventId, json))
        outbox.put(id, { type: 'tone', json, settle })
        flush(id)
      })
    },
    async tellSpeech(id, number, speech) {
      outbox.put(id, { type: 'speech', number, speech })
      flush(id)
    },
    takeMicrophone: (id) =>
      following(id, async (place) => {
        const taken = await runFor(takenSchema, scripts.takeMicrophone, id, nodeId)
        if (!taken) return null
        const [number, voice] = taken
        place.microphone = Math.max(place.microphone, number)
        return { number, voice: voice === '' ? null : voice }
      }),
    async leaveMicrophone(id, number, voice) {
      const place = places.get(id)
      if (place?.microphone === number) {
        place.microphone = 0
        unfollowIfUnused(id, place)
      }
      await runFor(z.unknown(), scripts.leaveMicrophone, id, String(number), voice ?? '')
    },
    async history(id) {
      const found = await runFor(historySchema, scripts.history, id, '0')
      if (!found) return null
      const [head, page] = found
      const events = await restOf(id, eventsOf(page), head)
      return { head, oldest: events[0]?.id ?? null, events }
    },
    async remove(id: string, reason: EndReason) {
      const removed = (await runFor(z.number(), scripts.remove, id, reason)) === 1
      if (removed) known.grown--
      return removed
    },
    async removeIdle() {
      if (!link.isUp()) throw storeUnavailable()
      const removed = sum(await Promise.all(allBuckets.map(sweepBucket)))
      known.grown -= removed
      return removed
    },
    async close() {
      if (isClosing) return
      isClosing = true
      for (const timer of timers) timer.stop()
      const parting = link.isUp() ? part() : Promise.resolve()
      for (const id of places.keys()) all.removed(id, 'shutdown')
      await parting
      places.clear()
      link.close()
    },
    isReachable: link.isUp,
    listen: (listener) => void listeners.push(listener),
  }
}

const allBuckets = Array.from({ length: bucketCount }, (_, bucket) => bucket)

const number = z.string().transform(Number)
const view = [z.string(), number, number, z.string(), number] as const
type View = [elcor: string, ttlMs: number, ageMs: number, leftAgeMs: string, subscribers: number]

const foundSchema = z.tuple([z.enum(['owner', 'viewer']), z.string(), ...view]).nullable()
const page = z.array(z.string())
const joinedSchema = z.tuple([number, page, z.string(), z.string(), z.string(), ...view]).nullable()
const historySchema = z.tuple([number, page]).nullable()
const lookSchema = z.tuple([number, page, number, z.string(), z.string(), z.string()]).nullable()
const takenSchema = z.tuple([z.number(), z.string()]).nullable()
const publishedSchema = z.array(z.number()).nullable()

function catchUp(
  events: readonly StoredTone[],
  head: number,
  afterId: number | null,
): Pick<Joined, 'head' | 'resumedFrom' | 'replay' | 'missed'> {
  // An id this session never gave out comes from an older state of the store: live events only.
  if (afterId === null || afterId > head) return { head, resumedFrom: null, replay: [], missed: null }
  const replay = tailWithoutHole(events, head)
  const firstHeld = head - replay.length + 1
  const missed = afterId + 1 < firstHeld ? { from: afterId + 1, to: firstHeld - 1 } : null
  return { head, resumedFrom: afterId, replay, missed }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
