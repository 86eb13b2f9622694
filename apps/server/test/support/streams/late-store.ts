import type { EndReason } from '@undertone/shared'
import type { SessionStore, StoreListener, ToldSpeech } from '../../../src/sessions/session-store.ts'
import { listener as noticing } from '../stores/recorder.ts'
import type { StoredTone } from '../../../src/stream/stored-tone.ts'

/** A call that was made: it takes effect at one moment and is answered at a later one. */
interface Call {
  takeEffect(): Promise<void>
  answer(): void
  fail(): void
}

/** What a store sends to one session's listeners, still on its way. */
type Notice = { stored: StoredTone } | { speech: ToldSpeech } | { removed: EndReason }

export interface LateStore extends Pick<SessionStore, 'join' | 'leave'> {
  /** Calls without effect yet, in the order in which they were made. */
  readonly requests: Call[]
  /** Calls that took effect, in that order, without their answer yet. */
  readonly answers: Call[]
  /** How much a session's listeners have still to be told. */
  noticesFor(sessionId: string): number
  notify(sessionId: string): void
}

/** `store` as it looks from the other side of a network: joining and leaving, answers and notices all come late. */
export function createLateStore(store: SessionStore, listener: StoreListener): LateStore {
  const requests: Call[] = []
  const answers: Call[] = []
  const notices = new Map<string, Notice[]>()
  const queueOf = (sessionId: string) => notices.get(sessionId) ?? []
  const put = (sessionId: string, notice: Notice) => notices.set(sessionId, [...queueOf(sessionId), notice])
  store.listen(
    noticing({
      appended: (sessionId, stored) => put(sessionId, { stored }),
      spoke: (sessionId, speech) => put(sessionId, { speech }),
      removed: (sessionId, removed) => put(sessionId, { removed }),
    }),
  )

  function late<T>(run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const call: Call = {
        async takeEffect() {
          const value = await run()
          call.answer = () => resolve(value)
          answers.push(call)
        },
        answer: () => {},
        fail: () => reject(new Error('The store is away')),
      }
      requests.push(call)
    })
  }

  return {
    requests,
    answers,
    join: (id, afterId) => late(() => store.join(id, afterId)),
    leave: (id, watcherId) => late(() => store.leave(id, watcherId)),
    noticesFor: (sessionId) => queueOf(sessionId).length,
    notify(sessionId) {
      const [notice, ...rest] = queueOf(sessionId)
      notices.set(sessionId, rest)
      if (!notice) return
      if ('stored' in notice) listener.appended(sessionId, notice.stored)
      else if ('speech' in notice) listener.spoke(sessionId, notice.speech)
      else listener.removed(sessionId, notice.removed)
    },
  }
}
