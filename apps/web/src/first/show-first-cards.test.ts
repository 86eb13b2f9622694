import { describe, expect, it, vi } from 'vitest'
import { readEvent, showFirstCards } from './show-first-cards.ts'

describe('the cards of index.html', () => {
  it('come one after the other, and tell once when the last was read', () => {
    const { place, tap, onRead } = show()
    expect(place.textContent).toContain('card 1')
    tap('next')
    expect(place.textContent).toContain('card 2')
    expect(onRead).not.toHaveBeenCalled()
    tap('next')
    tap('next')
    expect(onRead).toHaveBeenCalledOnce()
    expect(place.dataset).toHaveProperty('read')
  })

  it('stay until the app comes, with buttons that say that they wait', () => {
    const { place, tap } = show()
    tap('skip')
    expect(place.textContent).toContain('card 1')
    expect(place.querySelectorAll('button:not([aria-disabled=true])')).toHaveLength(0)
  })

  it('can be skipped from the first on', () => {
    const { tap, onRead } = show()
    tap('skip')
    expect(onRead).toHaveBeenCalledOnce()
  })

  it('aren’t passed over by the second tap of a double tap', () => {
    const { place, tap } = show()
    tap('next', 1)
    tap('next', 2)
    expect(place.textContent).toContain('card 2')
  })

  it('lead a keyboard along to each card’s heading', () => {
    const { tap } = show()
    tap('next')
    expect(document.activeElement?.textContent).toBe('card 2')
  })
})

/** Two cards, shown. */
function show() {
  const place = document.createElement('div')
  document.body.append(place)
  const onRead = vi.fn()
  place.addEventListener(readEvent, onRead)
  showFirstCards(place, ['card 1', 'card 2'].map(cardWith))
  return { place, onRead, tap }

  function tap(then: string, detail = 1): void {
    const button = place.querySelector(`[data-then=${then}]`)
    button?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail }))
  }
}

function cardWith(heading: string): DocumentFragment {
  const { content } = Object.assign(document.createElement('template'), {
    innerHTML: `<h1 tabindex="-1">${heading}</h1><button data-then="next"></button><button data-then="skip"></button>`,
  })
  return content
}
