/** The event on `place` that tells that the cards were read, or skipped. */
export const readEvent = 'read'

/**
 * Shows the first of `cards` in `place`, and answers their buttons as IntroCards.vue does, before there is any Vue: a first
 * visit on a slow network reads meanwhile. Once they are read, `place` says so and waits for the app as it is.
 */
export function showFirstCards(place: HTMLElement, cards: readonly DocumentFragment[]): void {
  let at = 0
  show()

  place.addEventListener('click', (event) => {
    const then = thenOf(event.target)
    if (!then || 'read' in place.dataset) return
    if (then === 'skip') return finish()
    // The second tap of a double tap would skip a card unread.
    if (event.detail > 1) return
    if (++at === cards.length) return finish()
    show()
    place.querySelector('h1')?.focus()
  })

  function show(): void {
    const card = cards[at]
    if (card) place.replaceChildren(card)
  }

  function finish(): void {
    place.dataset['read'] = ''
    place.querySelectorAll('button').forEach((button) => button.setAttribute('aria-disabled', 'true'))
    place.dispatchEvent(new Event(readEvent))
  }
}

/** What the button under `target` is for, as IntroCard.vue has it. */
function thenOf(target: EventTarget | null): string | undefined {
  const button = target instanceof Element ? target.closest('button') : null
  return button?.dataset['then']
}
