import { shallowRef, type ShallowRef } from 'vue'
import type { PageLike } from '../../apps/web/src/composables/page-like.ts'

export interface FakePage extends PageLike {
  /** As `useDocumentVisibility` would give it. */
  readonly visibility: Readonly<ShallowRef<DocumentVisibilityState>>
  /** Turns the page without a word, as a phone does before it tells. */
  turn(state: DocumentVisibilityState): void
  tellDocument(type: 'visibilitychange' | 'freeze' | 'resume' | 'click'): void
  tellWindow(type: 'pagehide' | 'pageshow' | 'online' | 'offline'): void
  /** Timers that are set and have neither run out nor been stopped. */
  timers(): number
}

/** A page that nobody looks at, whose life is told to it. */
export function createFakePage(): FakePage {
  const visibility = shallowRef<DocumentVisibilityState>('visible')
  const timers = new Set<NodeJS.Timeout>()
  let state: DocumentVisibilityState = 'visible'
  const document = new FakeDocument(() => state)
  const window = new EventTarget()
  document.addEventListener('visibilitychange', () => (visibility.value = state))

  return {
    document,
    window,
    visibility,
    turn: (next) => void (state = next),
    tellDocument: (type) => void document.dispatchEvent(new Event(type)),
    tellWindow: (type) =>
      void window.dispatchEvent(
        type === 'pageshow' ? Object.assign(new Event(type), { persisted: true }) : new Event(type),
      ),
    timers: () => timers.size,
    after(delayMs, task) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        task()
      }, delayMs)
      timers.add(timer)
      return () => {
        timers.delete(timer)
        clearTimeout(timer)
      }
    },
  }
}

class FakeDocument extends EventTarget {
  readonly #state: () => DocumentVisibilityState

  constructor(state: () => DocumentVisibilityState) {
    super()
    this.#state = state
  }

  get visibilityState(): DocumentVisibilityState {
    return this.#state()
  }
}
