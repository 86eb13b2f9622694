// Runs in the page before its own code: hides it, brings it back, and takes the time.
{
  let hidden = false
  Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') })
  Object.defineProperty(document, 'hidden', { get: () => hidden })
  function set(now) {
    hidden = now
    document.dispatchEvent(new Event('visibilitychange'))
  }
  /** Milliseconds from now until `isDone`, looked at with each change of the page, and painted. */
  function until(isDone) {
    const fromMs = performance.now()
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!isDone()) return
        observer.disconnect()
        requestAnimationFrame(() => resolve(performance.now() - fromMs))
      })
      observer.observe(document, { childList: true, subtree: true, attributes: true })
    })
  }
  const lastShown = () =>
    Math.max(
      0,
      ...[...document.querySelectorAll('[data-last-id]')].map((row) =>
        Number(row.getAttribute('data-last-id')),
      ),
    )
  const isLive = () => document.querySelector('[data-connection=live]') !== null
  globalThis.undertoneBench = {
    hide: () => set(true),
    comeBack(after) {
      const shown = until(() => lastShown() > after)
      set(false)
      return shown
    },
    untilLive: () =>
      new Promise((resolve) =>
        window.addEventListener('online', () => resolve(until(isLive)), { once: true }),
      ),
    bareStream: (url) =>
      new Promise((resolve) => {
        const fromMs = performance.now()
        const source = new EventSource(url)
        source.addEventListener('tone-event', () => {
          source.close()
          resolve(performance.now() - fromMs)
        })
      }),
  }
}
