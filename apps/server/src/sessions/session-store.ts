import type { EndReason, Role, SpeechStateName, ToneEvent } from '@undertone/shared'
import type { Replay } from '../stream/replay.ts'
import type { StoredTone } from '../stream/stored-tone.ts'
import type { Session } from './session.ts'

/** A session, and what the id that it was asked by allows. */
export interface Found {
  session: Session
  role: Role
}

/** What can be said of the speech at the moment. It has no id of the stream: only the latest counts. */
export interface Speech {
  readonly state: SpeechStateName
  /** Seconds since the session started. */
  readonly timestampS: number
}

/** `seq` grows with each that is told in a session, so that an older one can't come after a newer one. */
export interface ToldSpeech extends Speech {
  readonly seq: number
}

/** What a subscriber finds as it joins: the session with itself counted, and what it has to catch up. */
export interface Joined {
  session: Session
  /** What this subscriber is known by as it leaves. */
  watcherId: string
  /** Highest id so far, 0 before the first event. */
  head: number
  /** The asked id, or null for a fresh stream and for an id this session never gave out. */
  resumedFrom: number | null
  /** Everything after the asked id that is still held. */
  replay: Replay
  /** Ids after the asked one that the history no longer holds. */
  missed: { from: number; to: number } | null
  /** Null until anything was told. */
  speech: ToldSpeech | null
}

export interface HistorySlice {
  head: number
  oldest: number | null
  events: StoredTone[]
}

/** A session's microphone, as its store knows it. */
export interface TakenMicrophone {
  /** Above that of every microphone before it. */
  readonly number: number
  /** What `leaveMicrophone` left for this one; null where nothing was. */
  readonly voice: string | null
}

/**
 * Told of every change in order, after it is true in the store: of all sessions that are joined here or have their
 * microphone here, and maybe of others.
 */
export interface StoreListener {
  appended(sessionId: string, stored: StoredTone): void
  spoke(sessionId: string, speech: ToldSpeech): void
  /** A microphone on another node has taken over from all below `number`. */
  microphoneTaken(sessionId: string, number: number): void
  /** Who watches here may have missed something, or been told what the store has forgotten: they must resume by id. */
  broken(sessionId: string): void
  removed(sessionId: string, reason: EndReason): void
}

/** Counts of all nodes together. They are worth less than sessions: no call may hold one up, and each may reject. */
export interface SharedHits {
  /** One more for `name`: how many there are since the first, and when they are forgotten. */
  add(name: string, windowMs: number): Promise<{ count: number; leftMs: number }>
  takeBack(name: string): Promise<void>
}

/**
 * Remembers sessions and their events. Each call is one atomic step: joining counts the subscriber and reads the
 * history at one instant, and a sweep decides on a session and removes it at one instant, so that whoever joins first
 * keeps the session and whoever comes later finds none. A store on another machine may be out of reach; then every call rejects
 * with `store_unavailable` and may or may not have taken effect.
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
  /** A second time, or for a watcher that is counted no more, it does nothing. */
  leave(id: string, watcherId: string): Promise<void>
  /**
   * Gives `event` the next id of its session and stores it; null when the session is gone. A session's calls take effect
   * in the order in which they are made, and where the store is out of reach they wait for it.
   */
  append(id: string, event: ToneEvent): Promise<StoredTone | null>
  /** Says what the microphone `number` hears, if that is new and there is no newer microphone; in order with `append`. */
  tellSpeech(id: string, number: number, speech: Speech): Promise<void>
  /** From now on the session's microphone is the one that is returned; null when the session is gone. */
  takeMicrophone(id: string): Promise<TakenMicrophone | null>
  /** Keeps what the next microphone should know, for where this one is cut off without a word. */
  keepVoice(id: string, number: number, voice: string): Promise<void>
  /** The microphone `number` is off. `voice`: as for `keepVoice`; null keeps what is there. */
  leaveMicrophone(id: string, number: number, voice: string | null): Promise<void>
  history(id: string): Promise<HistorySlice | null>
  /** False when it is gone already. */
  remove(id: string, reason: EndReason): Promise<boolean>
  /** Removes every session that is idle as it is called; returns how many. Other calls may take their turn meanwhile. */
  removeIdle(): Promise<number>
  /**
   * As this process ends: `removed` is told with `shutdown` for every session that it holds anything of. What is kept in
   * this process is gone then; what other processes share goes on without it.
   */
  close(): Promise<void>
  /** Sessions that this process keeps, or has streams or a microphone of; and those of all nodes, as far as it knows. */
  counts(): { here: number; everywhere: number }
  /** False while calls would reject with `store_unavailable`. */
  isReachable(): boolean
  listen(listener: StoreListener): void
  /** Null where no other node shares this store. */
  readonly hits: SharedHits | null
}
