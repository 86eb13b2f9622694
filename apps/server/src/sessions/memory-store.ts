import type { EndReason, ToneEvent } from '@undertone/shared'
import type { Clock } from '../clock.ts'
import { tryLater } from '../errors.ts'
import { createEventHistory, type EventHistory } from '../stream/event-history.ts'
import { nothingToReplay } from '../stream/replay.ts'
import type { StoredTone } from '../stream/stored-tone.ts'
import { createIdleLines, type IdlePlace } from './idle-lines.ts'
import { inSlices } from './in-slices.ts'
import { createSessionIds } from './session-id.ts'
import type { HistorySlice, Joined, SessionStore, StoreListener, ToldSpeech } from './session-store.ts'
import { createSplitMap } from './split-map.ts'
import { createSession, subscriberJoined, subscriberLeft, type Session } from './session.ts'

export interface MemoryStoreDeps {
  clock: Clock
  maxSessions: number
  /** Events that a session of this idle time keeps. */
  historyCapacity: (idleTtlMs: number) => number
}

/** Most sessions are idle for most of their time, so what only others need is made when they do. */
interface Entry extends IdlePlace {
  session: Session
  /** Null until something is said. */
  history: EventHistory | null
  /** Null until the session is shared. */
  viewerId: string | null
  /** Null while nobody watches. */
  watchers: Set<string> | null
  speech: ToldSpeech | null
  /** Number of the latest microphone. */
  microphone: number
  /** What is known of the voice. */
  voice: string | null
}

/**
 * Sessions in this process' memory. Every method does its whole work before it first yields; those that end many at once
 * end each in one step, and let others have their turn in between.
 */
export function createMemoryStore({ clock, maxSessions, historyCapacity }: MemoryStoreDeps): SessionStore {
  const entries = createSplitMap<Entry>()
  const entryOfViewer = createSplitMap<Entry>()
  const idle = createIdleLines()
  const createSessionId = createSessionIds()
  const nothingSaid = createEventHistory(1)
  const listeners: StoreListener[] = []
  let watchersSoFar = 0

  function removeNow(id: string, reason: EndReason): boolean {
    const entry = entries.get(id)
    // Out of the map first: whoever comes second finds nothing to do.
    if (!entry || !entries.delete(id)) return false
    if (entry.viewerId !== null) entryOfViewer.delete(entry.viewerId)
    idle.remove(entry)
    for (const listener of listeners) listener.removed(id, reason)
    return true
  }

  function appendNow(id: string, event: ToneEvent): StoredTone | null {
    const entry = entries.get(id)
    if (!entry) return null
    const history = (entry.history ??= createEventHistory(historyCapacity(entry.session.idleTtlMs)))
    const stored = history.append(JSON.stringify(event))
    for (const listener of listeners) listener.appended(id, stored)
    return stored
  }

  return {
    async create({ elcor, idleTtlMs }) {
      if (entries.size() >= maxSessions) {
        throw tryLater(
          'at_capacity',
          'All places are taken at the moment. Please try again in a little while.',
          10,
        )
      }
      const session = createSession({ id: createSessionId(), elcor, idleTtlMs }, clock.nowMs())
      const entry = {
        session,
        history: null,
        viewerId: null,
        watchers: null,
        speech: null,
        microphone: 0,
        voice: null,
        earlier: null,
        later: null,
      }
      entries.set(session.id, entry)
      idle.add(entry)
      return session
    },
    async find(anyId) {
      const owned = entries.get(anyId)
      if (owned) return { session: owned.session, role: 'owner' }
      const watched = entryOfViewer.get(anyId)
      return watched ? { session: watched.session, role: 'viewer' } : null
    },
    async share(id) {
      const entry = entries.get(id)
      if (!entry) return null
      entry.viewerId ??= createSessionId()
      entryOfViewer.set(entry.viewerId, entry)
      return entry.viewerId
    },
    async join(id, afterId) {
      const entry = entries.get(id)
      if (!entry) return null
      idle.remove(entry)
      entry.session = subscriberJoined(entry.session)
      const watcherId = String(++watchersSoFar)
      entry.watchers ??= new Set()
      entry.watchers.add(watcherId)
      const { session, history, speech } = entry
      return { session, watcherId, speech, ...catchUp(history ?? nothingSaid, afterId) }
    },
    async leave(id, watcherId) {
      const entry = entries.get(id)
      if (!entry?.watchers?.delete(watcherId)) return
      entry.session = subscriberLeft(entry.session, clock.nowMs())
      if (entry.session.subscribers > 0) return
      entry.watchers = null
      idle.add(entry)
    },
    append: async (id, event) => appendNow(id, event),
    async tellSpeech(id, number, { state, timestampS }) {
      const entry = entries.get(id)
      if (!entry || number < entry.microphone || entry.speech?.state === state) return
      entry.speech = { state, timestampS, seq: (entry.speech?.seq ?? 0) + 1 }
      for (const listener of listeners) listener.spoke(id, entry.speech)
    },
    async takeMicrophone(id) {
      const entry = entries.get(id)
      // Nobody is told: whom it takes over from has its connection to this process, as every microphone has.
      return entry ? { number: ++entry.microphone, voice: entry.voice } : null
    },
    async keepVoice(id, number, voice) {
      const entry = entries.get(id)
      if (entry?.microphone === number) entry.voice = voice
    },
    async leaveMicrophone(id, _number, voice) {
      const entry = entries.get(id)
      if (entry) entry.voice = voice ?? entry.voice
    },
    async history(id) {
      const entry = entries.get(id)
      return entry ? wholeHistory(entry.history ?? nothingSaid) : null
    },
    remove: async (id, reason) => removeNow(id, reason),
    async removeIdle() {
      const startedMs = clock.nowMs()
      let removed = 0
      await inSlices(clock, () => {
        // Asked anew for each: what was due may have been joined while others had their turn.
        const due = idle.firstDue(startedMs)
        if (!due || !removeNow(due.id, 'expired')) return false
        removed++
        return true
      })
      return removed
    },
    async close() {
      const ids = entries.keys()
      await inSlices(clock, () => {
        const { value: id, done } = ids.next()
        if (id !== undefined) removeNow(id, 'shutdown')
        return !done
      })
    },
    counts: () => ({ here: entries.size(), everywhere: entries.size() }),
    isReachable: () => true,
    hits: null,
    listen: (listener) => void listeners.push(listener),
  }
}

function catchUp(
  history: EventHistory,
  afterId: number | null,
): Pick<Joined, 'head' | 'resumedFrom' | 'replay' | 'missed'> {
  const head = history.head()
  // An id this session never gave out comes from an older state of the store: live events only.
  const resumedFrom = afterId !== null && afterId <= head ? afterId : null
  const replay = resumedFrom === null ? nothingToReplay : history.replayAfter(resumedFrom)
  const missed = resumedFrom === null ? null : history.missedAfter(resumedFrom)
  return { head, resumedFrom, replay, missed }
}

function wholeHistory(history: EventHistory): HistorySlice {
  return { head: history.head(), oldest: history.oldest(), events: history.after(0) }
}
