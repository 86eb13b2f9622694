import type { EndReason, ToneEvent } from '@undertone/shared'
import type { Clock } from '../clock.ts'
import { tryLater } from '../errors.ts'
import { createEventHistory, type EventHistory } from '../stream/event-history.ts'
import { storedTone, type StoredTone } from '../stream/stored-tone.ts'
import { createIdleLines } from './idle-lines.ts'
import { createSessionIds } from './session-id.ts'
import type { HistorySlice, Joined, SessionStore, StoreListener, ToldSpeech } from './session-store.ts'
import { createSession, subscriberJoined, subscriberLeft, type Session } from './session.ts'

export interface MemoryStoreDeps {
  clock: Clock
  maxSessions: number
  /** Events that a session of this idle time keeps. */
  historyCapacity: (idleTtlMs: number) => number
}

interface Entry {
  session: Session
  readonly history: EventHistory
  /** Null until the session is shared. */
  viewerId: string | null
  readonly watchers: Set<string>
  speech: ToldSpeech | null
  /** Number of the latest microphone. */
  microphone: number
  /** What is known of the voice. */
  voice: string | null
}

/** Sessions in this process' memory. Every method does its whole work before it first yields. */
export function createMemoryStore({ clock, maxSessions, historyCapacity }: MemoryStoreDeps): SessionStore {
  const entries = new Map<string, Entry>()
  const entryOfViewer = new Map<string, Entry>()
  const idle = createIdleLines()
  const createSessionId = createSessionIds()
  const listeners: StoreListener[] = []
  let watchersSoFar = 0

  function removeNow(id: string, reason: EndReason): boolean {
    const entry = entries.get(id)
    // Out of the map first: whoever comes second finds nothing to do.
    if (!entry || !entries.delete(id)) return false
    if (entry.viewerId !== null) entryOfViewer.delete(entry.viewerId)
    idle.remove(entry.session)
    for (const listener of listeners) listener.removed(id, reason)
    return true
  }

  function appendNow(id: string, event: ToneEvent): StoredTone | null {
    const history = entries.get(id)?.history
    if (!history) return null
    const eventId = history.head() + 1
    const stored = storedTone(eventId, event)
    history.append(stored)
    for (const listener of listeners) listener.appended(id, stored)
    return stored
  }

  return {
    async create({ elcor, idleTtlMs }) {
      if (entries.size >= maxSessions) {
        throw tryLater(
          'at_capacity',
          'All places are taken at the moment. Please try again in a little while.',
          10,
        )
      }
      const session = createSession({ id: createSessionId(), elcor, idleTtlMs }, clock.nowMs())
      const history = createEventHistory(historyCapacity(idleTtlMs))
      const nothingYet = {
        viewerId: null,
        watchers: new Set<string>(),
        speech: null,
        microphone: 0,
        voice: null,
      }
      entries.set(session.id, { session, history, ...nothingYet })
      idle.add(session)
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
      idle.remove(entry.session)
      entry.session = subscriberJoined(entry.session)
      const watcherId = String(++watchersSoFar)
      entry.watchers.add(watcherId)
      return catchUp(entry, watcherId, afterId)
    },
    async leave(id, watcherId) {
      const entry = entries.get(id)
      if (!entry?.watchers.delete(watcherId)) return
      entry.session = subscriberLeft(entry.session, clock.nowMs())
      if (entry.session.subscribers === 0) idle.add(entry.session)
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
      const history = entries.get(id)?.history
      return history ? wholeHistory(history) : null
    },
    remove: async (id, reason) => removeNow(id, reason),
    async removeIdle() {
      let removed = 0
      for (const id of idle.due(clock.nowMs())) if (removeNow(id, 'expired')) removed++
      return removed
    },
    async close() {
      for (const id of [...entries.keys()]) removeNow(id, 'shutdown')
    },
    isReachable: () => true,
    listen: (listener) => void listeners.push(listener),
  }
}

function catchUp({ session, history, speech }: Entry, watcherId: string, afterId: number | null): Joined {
  const head = history.head()
  // An id this session never gave out comes from an older state of the store: live events only.
  const resumedFrom = afterId !== null && afterId <= head ? afterId : null
  const replay = resumedFrom === null ? [] : history.after(resumedFrom)
  const missed = resumedFrom === null ? null : history.missedAfter(resumedFrom)
  return { session, watcherId, head, resumedFrom, replay, missed, speech }
}

function wholeHistory(history: EventHistory): HistorySlice {
  return { head: history.head(), oldest: history.oldest(), events: history.after(0) }
}
