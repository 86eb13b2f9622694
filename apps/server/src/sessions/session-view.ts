import type { History, SessionView } from '@undertone/shared'
import type { StoredTone } from '../stream/event-history.ts'
import type { HistorySlice } from './session-store.ts'
import type { Session } from './session.ts'

/** A session as the wire shows it to its owner. What is in the store is running: an ended session is taken out. */
export function sessionView(session: Session): SessionView {
  return {
    session_id: session.id,
    state: 'running',
    elcor: session.elcor,
    idle_ttl_s: session.idleTtlMs / 1000,
    role: 'owner',
  }
}

export function historyView(id: string, { head, oldest }: HistorySlice, events: StoredTone[]): History {
  return {
    session_id: id,
    head,
    oldest,
    events: events.map(({ id: eventId, event }) => ({ id: eventId, ...event })),
  }
}
