import type { PageLike } from '../composables/page-like.ts'

/** A page that a test hides and shows, with a time that a test lets pass. */
export function createFakePage() {
  const seen: { visibilityState: DocumentVisibilityState } = { visibilityState: 'visible' }
  const document = Object.assign(new EventTarget(), seen)
  const window = new EventTarget()
  let timers: { readonly atMs: number; readonly task: () => void }[] = []
  let nowMs = 0

  const page: PageLike = {
    document,
    window,
    after(delayMs, task) {
      const timer = { atMs: nowMs + delayMs, task }
      timers.push(timer)
      return () => void (timers = timers.filter((other) => other !== timer))
    },
  }

  function show(state: DocumentVisibilityState): void {
    document.visibilityState = state
    document.dispatchEvent(new Event('visibilitychange'))
  }

  /** Runs what falls due within `ms`, in its order. */
  function pass(ms: number): void {
    const untilMs = nowMs + ms
    for (;;) {
      const [due] = timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)
      if (!due) break
      timers = timers.filter((other) => other !== due)
      nowMs = due.atMs
      due.task()
    }
    nowMs = untilMs
  }

  return {
    page,
    show,
    pass,
    tell: (target: 'document' | 'window', type: string, about: object = {}) =>
      void page[target].dispatchEvent(Object.assign(new Event(type), about)),
    timers: () => timers.length,
  }
}
