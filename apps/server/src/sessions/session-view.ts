import type { History, SessionView } from '@undertone/shared'
import type { StoredTone } from '../stream/stored-tone.ts'
import type { Found, HistorySlice } from './session-store.ts'

/**
 * A session as the wire shows it to whoever asked by `shownId`. What is in the store is running: an ended session is
 * taken out.
 */
export function sessionView({ session, role }: Found, shownId: string): SessionView {
  return {
    session_id: shownId,
    state: 'running',
    elcor: session.elcor,
    idle_ttl_s: session.idleTtlMs / 1000,
    role,
  }
}

export function historyView(shownId: string, { head, oldest }: HistorySlice, events: StoredTone[]): History {
  return {
    session_id: shownId,
    head,
    oldest,
    events: events.map(({ id, event }) => ({ id, ...event, session_id: shownId })),
  }
}
