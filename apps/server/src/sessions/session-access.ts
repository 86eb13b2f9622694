import { ProblemError, sessionNotFound } from '../errors.ts'
import { isSessionId } from './session-id.ts'
import type { Found, SessionStore } from './session-store.ts'
import type { Session } from './session.ts'

/** What an id that stands in a path allows. Every refusal names that id, never another one of the same session. */
export interface SessionAccess {
  /** @throws ProblemError `session_not_found` */
  read(anyId: string): Promise<Found>
  /** @throws ProblemError `session_not_found`, or `read_only` for a viewer's id */
  control(anyId: string): Promise<Session>
}

export function createSessionAccess(store: Pick<SessionStore, 'find'>): SessionAccess {
  async function read(anyId: string): Promise<Found> {
    const found = isSessionId(anyId) ? await store.find(anyId) : null
    if (!found) throw sessionNotFound(anyId)
    return found
  }

  return {
    read,
    async control(anyId) {
      const { session, role } = await read(anyId)
      if (role === 'owner') return session
      throw new ProblemError('read_only', 'This link lets you watch the session, but not change it.')
    },
  }
}
