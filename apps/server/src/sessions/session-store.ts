import type { EndReason, Role, ToneEvent } from '@undertone/shared'
import type { StoredTone } from '../stream/event-history.ts'
import type { Session } from './session.ts'

/** A session, and what the id that it was asked by allows. */
export interface Found {
  session: Session
  role: Role
}

/** What a subscriber finds as it joins: the session with itself counted, and what it has to catch up. */
export interface Joined {
  session: Session
  /** Highest id so far, 0 before the first event. */
  head: number
  /** The asked id, or null for a fresh stream and for an id this session never gave out. */
  resumedFrom: number | null
  /** Everything after the asked id that is still held, oldest first. */
  replay: StoredTone[]
  /** Ids after the asked one that the history no longer holds. */
  missed: { from: number; to: number } | null
}

export interface HistorySlice {
  head: number
  oldest: number | null
  events: StoredTone[]
}

/** Told of every change, in order, after it is true in the store. */
export interface StoreListener {
  appended(sessionId: string, stored: StoredTone): void
  removed(sessionId: string, reason: EndReason): void
}

/**
 * Remembers sessions and their events. Each call is one atomic step: joining counts the subscriber and reads the
 * history at one instant, and a sweep decides and removes at one instant, so that whoever joins first keeps the
 * session and whoever comes later finds none.
 */
export interface SessionStore {
  /** @throws ProblemError `at_capacity` when the store is full */
  create(options: { elcor: boolean; idleTtlMs: number }): Promise<Session>
  /** Takes a session id or a viewer id; every other call takes session ids only. */
  find(anyId: string): Promise<Found | null>
  /** The id by which the session can be watched and nothing else, made when it is first asked for; null when it is gone. */
  share(id: string): Promise<string | null>
  /** Null when there is no such session. `afterId`: null asks for live events only. */
  join(id: string, afterId: number | null): Promise<Joined | null>
  /**
   * To be called once for each join. Where an answer can get lost, trying again is up to the store: it alone can know
   * whether the leaving took effect, and a second one would take away somebody who watches.
   */
  leave(id: string): Promise<void>
  /** Gives `event` the next id of its session and stores it; null when the session is gone. */
  append(id: string, event: ToneEvent): Promise<StoredTone | null>
  history(id: string): Promise<HistorySlice | null>
  /** False when it is gone already. */
  remove(id: string, reason: EndReason): Promise<boolean>
  /** Removes every idle session; returns how many. */
  removeIdle(): Promise<number>
  /** Removes everything, as the process ends. */
  removeAll(reason: EndReason): Promise<void>
  listen(listener: StoreListener): void
}
