import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { readEvent } from './show-first-cards.ts'
import { createTakeOver } from './take-over.ts'

describe('the app behind the first cards', () => {
  it('is there, unseen, until they were read; then in their place, and a keyboard at its heading', async () => {
    const { cards, app, come, begin } = stand()
    come()
    await flushPromises()
    expect([app.hidden, cards.isConnected]).toEqual([true, true])
    cards.dispatchEvent(new Event(readEvent))
    await flushPromises()
    expect([app.hidden, cards.isConnected]).toEqual([false, false])
    expect(begin).toHaveBeenCalledOnce()
    expect(document.activeElement).toBe(app.querySelector('h1'))
  })

  it('is waited for by whoever has read them before it came', async () => {
    const { app, come, begin } = stand({ isRead: true })
    await flushPromises()
    expect([app.hidden, begin.mock.calls.length]).toEqual([true, 0])
    come()
    await flushPromises()
    expect([app.hidden, begin.mock.calls.length]).toEqual([false, 1])
  })

  it('is simply shown where there are none', async () => {
    const { app, come, begin } = stand({ card: '' })
    come()
    await flushPromises()
    expect([app.hidden, begin.mock.calls.length]).toEqual([false, 0])
  })
})

function stand({ card = '<button></button>', isRead = false } = {}) {
  const [cards, app] = [document.createElement('div'), document.createElement('div')]
  cards.innerHTML = card
  app.innerHTML = '<h1 tabindex="-1"></h1>'
  if (isRead) cards.dataset['read'] = ''
  document.body.append(cards, app)
  const begin = vi.fn()
  let come = () => {}
  const isThere = new Promise<void>((resolve) => (come = resolve))
  void createTakeOver(cards, app).untilShown(isThere, begin)
  return { cards, app, begin, come: () => come() }
}
