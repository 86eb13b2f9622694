/** What the tests' people chose before, unless a test says otherwise: they have seen the first cards. */
export const usualSettings = { isIntroduced: true }

/** Runs in the page before its own code: stores `settings` (JSON), unless there are none or the page has stored others since. */
export function keepSettings(settings: string): void {
  // The empty page that a tab begins with has no store.
  if (!location.protocol.startsWith('http') || settings === '{}') return
  try {
    localStorage.setItem('undertone.settings', localStorage.getItem('undertone.settings') ?? settings)
  } catch {
    // A device that refuses to store anything has chosen nothing.
  }
}
