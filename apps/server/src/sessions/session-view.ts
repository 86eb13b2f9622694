import type { SessionView } from '@undertone/shared'
import { isViewer, type Audience } from '../stream/audience.ts'
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

/** The text of a `History`. What events say is passed on as it was written: to read it would take six times as long. */
export function historyText(
  audience: Audience,
  { head, oldest }: HistorySlice,
  events: readonly StoredTone[],
): string {
  const said = events.map(({ id, json }) => `{"id":${id},${json.slice(1)}`).join(',')
  const { sessionId, shownId } = audience
  const shown = isViewer(audience) ? said.replaceAll(sessionId, shownId) : said
  return `{"session_id":${JSON.stringify(shownId)},"head":${head},"oldest":${oldest},"events":[${shown}]}`
}
