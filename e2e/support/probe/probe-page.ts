export interface PageProbe {
  /** Everything that the page's status lines have said so far, in order. */
  said(): readonly string[]
  /** The highest id on the page, each time it changed. */
  lastIds(): readonly number[]
}

/** Runs in the page before its own code: notes what it says and shows, though it be for a moment only. */
export function probePage(): void {
  const said: string[] = []
  const lastIds: number[] = []

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

  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
  const probe: PageProbe = { said: () => said, lastIds: () => lastIds }
  Object.assign(globalThis, { undertoneProbe: { ...globalThis.undertoneProbe, ...probe } })
}
