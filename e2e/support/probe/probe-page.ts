export interface PageProbe {
  setHidden(now: boolean): void
  /** Comes back out of the back/forward cache. */
  showAgain(): void
  /** Everything that the page's status lines have said so far, in order. */
  said(): readonly string[]
  /** Ids that the list began or ended with, each time it changed. */
  lastIds(): readonly number[]
}

/** Runs in the page before its own code: lets a test hide the page, and notes what it says. */
export function probePage(): void {
  let hidden = false
  const said: string[] = []
  const lastIds: number[] = []
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => (hidden ? 'hidden' : 'visible'),
  })
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })

  function look(): void {
    for (const { textContent } of document.querySelectorAll('[role=status]')) note(textContent)
    const rows = [...document.querySelectorAll('[data-testid=heard] [data-last-id]')]
    const last = Math.max(0, ...rows.map((row) => Number(row.getAttribute('data-last-id'))))
    if (last !== lastIds.at(-1)) lastIds.push(last)
  }

  function note(text: string): void {
    const words = text.replaceAll(/\s+/g, ' ').trim()
    if (words && words !== said.at(-1)) said.push(words)
  }

  // The node that changed may be gone again before a look from outside: every change is looked at.
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })

  const probe: PageProbe = {
    setHidden(now) {
      hidden = now
      document.dispatchEvent(new Event('visibilitychange'))
    },
    showAgain: () => void window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
    said: () => said,
    lastIds: () => lastIds,
  }
  Object.assign(globalThis, { undertoneProbe: { ...globalThis.undertoneProbe, ...probe } })
}
