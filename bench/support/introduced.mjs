/** Runs in a page before its own code: the person has seen the cards of the first visit. */
export function introduced() {
  // The empty page that a tab begins with has no store.
  if (location.protocol.startsWith('http'))
    localStorage.setItem('undertone.settings', JSON.stringify({ isIntroduced: true }))
}
