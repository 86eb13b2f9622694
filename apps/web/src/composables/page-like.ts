/** A page as its life goes: it is seen or hidden, has a network or none, and time passes on it. */
export interface PageLike {
  readonly document: EventTarget & { readonly visibilityState: DocumentVisibilityState }
  readonly window: EventTarget
  /** Runs `task` once `delayMs` has passed, unless what it returns is called before. */
  after(delayMs: number, task: () => void): () => void
}

/** The browser's own. */
export function browserPage(): PageLike {
  return {
    document,
    window,
    after(delayMs, task) {
      const timer = window.setTimeout(task, delayMs)
      return () => window.clearTimeout(timer)
    },
  }
}
