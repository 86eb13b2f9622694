import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { readEvent } from './show-first-cards.ts'

export interface TakeOver {
  /** True while the cards are read; the app stays behind them. */
  readonly areCardsBefore: Readonly<ShallowRef<boolean>>
  /** Shows the app in the place of the cards, once it is there and they were read. */
  untilShown(isThere: Promise<void>, begin: () => void): Promise<void>
}

/** Goes on from the cards that index.html shows on a first visit to `app`. */
export function createTakeOver(cards: HTMLElement | null, app: HTMLElement | null): TakeOver {
  const areCardsBefore = shallowRef(Boolean(cards?.hasChildNodes()))
  app?.toggleAttribute('hidden', areCardsBefore.value)

  async function untilShown(isThere: Promise<void>, begin: () => void): Promise<void> {
    if (!cards || !app || !areCardsBefore.value) return
    await Promise.all([isThere, untilRead(cards)])
    begin()
    areCardsBefore.value = false
    cards.remove()
    app.hidden = false
    // What was pressed is gone: a keyboard goes on at the page that comes.
    app.querySelector('h1')?.focus({ preventScroll: true })
  }

  return { areCardsBefore, untilShown }
}

function untilRead(cards: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    if ('read' in cards.dataset) resolve()
    else cards.addEventListener(readEvent, () => resolve())
  })
}
