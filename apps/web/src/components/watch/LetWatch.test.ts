import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { servicesKey } from '../../app/services-key.ts'
import { sharingKey } from '../../app/sharing.ts'
import type { SheetOutcome } from '../../app/sharing.ts'
import { createFakeWorld } from '../../test/fake-world.ts'
import { screenOf } from '../../test/render.ts'
import LetWatch from './LetWatch.vue'

const address = 'https://a.example/watch/v'

describe('letting someone watch', () => {
  it('asks for nothing before it is wanted', () => {
    const { client, wrapper } = page()
    expect(client.share).not.toHaveBeenCalled()
    expect(wrapper.find('dialog').exists()).toBe(false)
  })

  it('opens over the page, is read from its heading, and says what a link allows', async () => {
    const { wrapper, client } = await opened()
    expect(wrapper.get('dialog').attributes()).toHaveProperty('open')
    expect(document.activeElement?.textContent).toBe('Let someone watch')
    expect(wrapper.text()).toContain('They can’t control anything')
    expect(wrapper.text()).toContain('The link ends with the session.')
    expect(client.share).toHaveBeenCalledExactlyOnceWith('owned')
  })

  it('shows the address as text and as a code, and the session’s own id nowhere', async () => {
    const { wrapper } = await opened()
    expect(wrapper.get('[data-testid="watch-address"]').text()).toBe(address)
    expect(wrapper.get('[role="img"]').attributes('aria-label')).toBe('QR code of the link')
    expect(wrapper.html()).not.toContain('owned')
  })

  it('warns where the address is this device’s own, and only there', async () => {
    const own = await opened({ origin: 'http://127.0.0.1:8522' })
    expect(own.wrapper.text()).toContain('This address works on this device only.')
    const network = await opened()
    expect(network.wrapper.text()).not.toContain('on this device only')
  })

  it('copies the link and says so', async () => {
    const { screen, copy, statuses } = await opened()
    await screen.button('Copy link').trigger('click')
    await flushPromises()
    expect(copy).toHaveBeenCalledExactlyOnceWith(address)
    expect(statuses()).toContain('Copied.')
  })

  it('selects the link where it can’t be copied', async () => {
    const { screen, statuses } = await opened({ isCopied: false })
    await screen.button('Copy link').trigger('click')
    await flushPromises()
    expect(getSelection()?.toString()).toBe(address)
    expect(statuses()).toContain('The link is selected. You can copy it from here.')
  })

  it('offers the share sheet only where there is one', async () => {
    const { screen } = await opened({ outcome: null })
    expect(screen.hasButton('Share…')).toBe(false)
  })

  it('is out of the way for who comes back from sharing', async () => {
    const { screen, openSheet, wrapper } = await opened({ outcome: 'shared' })
    await screen.button('Share…').trigger('click')
    await flushPromises()
    expect(openSheet).toHaveBeenCalledExactlyOnceWith({ title: 'Undertone', url: address })
    expect(wrapper.find('dialog').exists()).toBe(false)
  })

  it('says nothing of a change of mind, and stays', async () => {
    const { screen, wrapper, statuses } = await opened({ outcome: 'cancelled' })
    await screen.button('Share…').trigger('click')
    await flushPromises()
    expect(wrapper.find('dialog').exists()).toBe(true)
    expect(statuses().join('')).toBe('')
  })

  it('points to the link where the share sheet refuses', async () => {
    const { screen, statuses } = await opened({ outcome: 'refused' })
    await screen.button('Share…').trigger('click')
    await flushPromises()
    expect(statuses().join('')).toContain('You can copy the link.')
  })

  it('says so where the server can’t be reached, and asks again', async () => {
    const { screen, wrapper, statuses, answers } = await opened({ answer: { refusal: 'unreachable' } })
    expect(statuses()).toEqual(['The server can’t be reached right now. The link comes from there.'])
    answers.share = { viewerId: 'v' }
    await screen.button('Try again').trigger('click')
    expect(document.activeElement?.textContent).toBe('Let someone watch')
    await drawn(wrapper)
    expect(wrapper.get('[data-testid="watch-address"]').text()).toBe(address)
    expect(screen.hasButton('Try again')).toBe(false)
  })

  it('doesn’t offer to try again what is over', async () => {
    const { screen, statuses } = await opened({ answer: { refusal: 'gone' } })
    expect(statuses()).toEqual(['This session is over. There is nothing left to watch.'])
    expect(screen.hasButton('Try again')).toBe(false)
  })

  it('gives the focus back when it is closed', async () => {
    const { screen, wrapper } = await opened()
    await screen.button('Close').trigger('click')
    await flushPromises()
    expect(wrapper.find('dialog').exists()).toBe(false)
    expect(document.activeElement).toBe(screen.button('Let someone watch').element)
  })

  it('goes with the session, and leaves a keyboard on the page', async () => {
    const { wrapper } = await opened()
    await wrapper.setProps({ isOver: true })
    expect(document.querySelector('dialog')).toBeNull()
    expect(document.activeElement?.tagName).toBe('MAIN')
  })
})

interface Given {
  origin?: string
  isCopied?: boolean
  outcome?: SheetOutcome | null
  answer?: ReturnType<typeof createFakeWorld>['answers']['share']
}

/** Who shows it takes it away once the session is over. */
const Host = defineComponent(
  (props: { isOver: boolean }) => () => (props.isOver ? null : h(LetWatch, { sessionId: 'owned' })),
  { props: { isOver: { type: Boolean, required: true } } },
)

function page({ origin = 'https://a.example', isCopied = true, outcome = 'shared', answer }: Given = {}) {
  const { services, client, answers } = createFakeWorld()
  if (answer) answers.share = answer
  const copy = vi.fn(() => Promise.resolve(isCopied))
  const openSheet = outcome && vi.fn(() => Promise.resolve(outcome))
  const main = document.createElement('main')
  main.tabIndex = -1
  document.body.append(main)
  const wrapper = mount(Host, {
    props: { isOver: false },
    attachTo: main,
    global: { provide: { [servicesKey]: services, [sharingKey]: { origin, copy, openSheet } } },
  })
  onTestFinished(() => {
    wrapper.unmount()
    main.remove()
  })
  const statuses = () => wrapper.findAll('[role="status"]').map((status) => status.text())
  return { wrapper, screen: screenOf(wrapper), client, answers, copy, openSheet, statuses }
}

async function opened(given: Given = {}) {
  const shown = page(given)
  await shown.screen.button('Let someone watch').trigger('click')
  await drawn(shown.wrapper)
  return shown
}

/** Waits until what draws the code has been fetched. */
async function drawn(wrapper: ReturnType<typeof page>['wrapper']): Promise<void> {
  await vi.waitFor(() => expect(wrapper.text()).not.toContain('One moment…'))
}
