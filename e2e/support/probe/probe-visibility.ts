export interface VisibilityProbe {
  setHidden(now: boolean): void
}

/** Runs in the page before its own code: a test decides whether the page believes that it can be seen. */
export function probeVisibility(): void {
  let hidden = false
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => (hidden ? 'hidden' : 'visible'),
  })
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
  const probe: VisibilityProbe = {
    setHidden(now) {
      hidden = now
      document.dispatchEvent(new Event('visibilitychange'))
    },
  }
  Object.assign(globalThis, { undertoneProbe: { ...globalThis.undertoneProbe, ...probe } })
}
