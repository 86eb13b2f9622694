/** What `act` gives, or null where the browser refuses: storage may throw on the first touch. */
export function attempt<T>(act: () => T): T | null {
  try {
    return act()
  } catch {
    return null
  }
}
