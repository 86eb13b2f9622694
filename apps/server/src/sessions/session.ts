/** One conversation, as far as its life goes. Times are monotonic milliseconds. */
export interface Session {
  readonly id: string
  readonly elcor: boolean
  readonly idleTtlMs: number
  readonly createdAtMs: number
  /** Streams that watch it now. */
  readonly subscribers: number
  /** When the last subscriber left; null at the start and while anyone watches. */
  readonly lastSubscriberLeftAtMs: number | null
}

export type SessionOptions = Pick<Session, 'id' | 'elcor' | 'idleTtlMs'>

export function createSession({ id, elcor, idleTtlMs }: SessionOptions, nowMs: number): Session {
  return { id, elcor, idleTtlMs, createdAtMs: nowMs, subscribers: 0, lastSubscriberLeftAtMs: null }
}

export function subscriberJoined(session: Session): Session {
  return { ...session, subscribers: session.subscribers + 1, lastSubscriberLeftAtMs: null }
}

export function subscriberLeft(session: Session, nowMs: number): Session {
  const subscribers = Math.max(0, session.subscribers - 1)
  return { ...session, subscribers, lastSubscriberLeftAtMs: subscribers === 0 ? nowMs : null }
}

/** How many streams watch `session`. */
export function subscriberCount(session: Session): number {
  return session.subscribers
}

/** True once nobody has watched `session` for longer than its idle time; at exactly that time it isn't yet. */
export function isIdle(session: Session, nowMs: number): boolean {
  if (subscriberCount(session) > 0) return false
  // A session that was never watched idles from its creation, or an aborted start would live forever.
  const idleSinceMs = session.lastSubscriberLeftAtMs ?? session.createdAtMs
  return nowMs - idleSinceMs > session.idleTtlMs
}
