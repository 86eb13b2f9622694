import type { SessionStore } from '../../../apps/server/src/sessions/session-store.ts'
import { fingerprintOf } from '../truth.ts'
import type { NodeTale } from './node-messages.ts'

/** `store`, with every event that it is given and every sweep told as it happens, so that it outlives the process. */
export function createToldStore(store: SessionStore, tell: (tale: NodeTale) => void): SessionStore {
  let events = 0
  return {
    ...store,
    append(sessionId, event) {
      const number = ++events
      tell({ say: 'heard', number, sessionId, print: fingerprintOf(event) })
      const appended = store.append(sessionId, event)
      appended.then(
        (stored) => tell({ say: 'stored', number, id: stored?.id ?? null }),
        (error: unknown) => tell({ say: 'refused', number, why: String(error) }),
      )
      return appended
    },
    async removeIdle() {
      const sessions = await store.removeIdle()
      if (sessions > 0) tell({ say: 'swept', sessions })
      return sessions
    },
    listen(listener) {
      store.listen({
        ...listener,
        removed(sessionId, reason) {
          tell({ say: 'removed', sessionId, reason })
          listener.removed(sessionId, reason)
        },
      })
    },
  }
}
