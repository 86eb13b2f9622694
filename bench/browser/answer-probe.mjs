/**
 * Runs in a page before its own code. Taps what a person would tap next, each 10 ms, until that is answered, and takes the time
 * from the beginning of the visit to the picture of the answer. `goal` is `card`, where another heading is the answer, or
 * `start`, where the first cards are skipped and Start says that it starts.
 */
export function probeAnswers(goal) {
  const everyMs = 10
  const wanted = goal === 'card' ? '.button.is-filled' : '[data-then=skip], .button.go'
  let before = null
  let shownMs = null
  let tell
  const answered = new Promise((resolve) => (tell = resolve))
  const timer = setInterval(tap, everyMs)
  new MutationObserver(look).observe(document, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
  })
  globalThis.answeredTap = () => answered

  function tap() {
    const button = [...document.querySelectorAll(wanted)].find(isInSight)
    if (!button) return
    shownMs ??= performance.now()
    before ??= heading()
    button.click()
  }

  function look() {
    if (shownMs === null || !isAnswered()) return
    clearInterval(timer)
    // The frame after the next begins once that one is drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => tell({ shownMs, answeredMs: performance.now() })))
  }

  function isAnswered() {
    if (goal === 'start') return document.querySelector('.button.go[aria-disabled=true]') !== null
    return heading() !== null && heading() !== before
  }

  function heading() {
    return document.querySelector('h1')?.textContent ?? null
  }

  function isInSight(element) {
    const { width, top, bottom } = element.getBoundingClientRect()
    return width > 0 && top >= 0 && bottom <= innerHeight
  }
}
