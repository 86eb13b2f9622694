import type { SessionStore } from '../../../apps/server/src/sessions/session-store.ts'
import { fingerprintOf } from '../truth.ts'
import type { NodeTale } from './node-messages.ts'

export interface ToldStore {
  readonly store: SessionStore
  /** Sessions that are watched through it, or have their microphone here. */
  sessions(): number
}

/** `store`, with every event that it is given, microphone and sweep told as it happens, so that it outlives the process. */
export function createToldStore(store: SessionStore, tell: (tale: NodeTale) => void): ToldStore {
  const held = createHeld()
  let events = 0
  const told: SessionStore = {
    ...store,
    async join(sessionId, afterId) {
      const joined = await store.join(sessionId, afterId)
      if (joined) held.take(sessionId, joined.watcherId)
      return joined
    },
    leave(sessionId, watcherId) {
      held.leave(sessionId, watcherId)
      return store.leave(sessionId, watcherId)
    },
    async takeMicrophone(sessionId) {
      const taken = await store.takeMicrophone(sessionId)
      if (!taken) return null
      held.take(sessionId, taken.number)
      tell({ say: 'microphone', sessionId, number: taken.number, isOn: true })
      return taken
    },
    leaveMicrophone(sessionId, number, voice) {
      held.leave(sessionId, number)
      tell({ say: 'microphone', sessionId, number, isOn: false })
      return store.leaveMicrophone(sessionId, number, voice)
    },
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
          held.forget(sessionId)
          tell({ say: 'removed', sessionId, reason })
          listener.removed(sessionId, reason)
        },
      })
    },
  }
  return { store: told, sessions: held.size }
}

/** By what each session is held: watchers by their names, microphones by their numbers. */
function createHeld() {
  const held = new Map<string, Set<string | number>>()
  return {
    size: () => held.size,
    forget: (sessionId: string) => void held.delete(sessionId),
    take(sessionId: string, by: string | number) {
      const holders = held.get(sessionId) ?? new Set()
      held.set(sessionId, holders.add(by))
    },
    leave(sessionId: string, by: string | number) {
      const holders = held.get(sessionId)
      if (holders?.delete(by) && holders.size === 0) held.delete(sessionId)
    },
  }
}
