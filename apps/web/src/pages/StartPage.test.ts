import { flushPromises } from '@vue/test-utils'
import { nextTick, shallowRef } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import { fetchIntroCards } from '../first/use-intro.ts'
import type { Intro } from '../first/use-intro.ts'
import { useSessionStore } from '../stores/session.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { createFakeWorld } from '../test/fake-world.ts'
import { render } from '../test/render.ts'
import { settled } from '../test/settled.ts'
import StartPage from './StartPage.vue'

describe('the start page', () => {
  it('says the rule before it matters', async () => {
    const { screen } = await start()
    for (const words of [
      'never stored',
      'tell the others',
      'unlawful',
      'If you leave, we keep this session for 90 seconds.',
    ]) {
      expect(screen.text()).toContain(words)
    }
  })

  it('asks for an elcor’s session where that was chosen', async () => {
    const { client, screen } = await start()
    useSettingsStore().isElcor = true
    await screen.button('Start').trigger('click')
    await settled()
    expect(client.start).toHaveBeenCalledWith({ elcor: true })
  })

  it('starts a session with the microphone, and shows it', async () => {
    const { screen, router, services } = await start()
    await screen.button('Start').trigger('click')
    await settled()
    expect(router.currentRoute.value.name).toBe('live')
    expect(useSessionStore().running).toMatchObject({ id: 'new', source: 'microphone', idleTtlS: 90 })
    expect(services.memory.read()?.id).toBe('new')
  })

  it.each(['Calm', 'Tense', 'Cheerful'])('starts a session with the sample "%s"', async (name) => {
    const { screen, services } = await start()
    await screen.button(name).trigger('click')
    await settled()
    expect(useSessionStore().running?.source).toBe('sample')
    expect(services.memory.read()?.sampleClip).toBe(name.toLowerCase())
  })

  it('names a sample for whoever hears the button alone', async () => {
    const { screen } = await start()
    expect(screen.button('Calm').attributes('aria-label')).toBe('Try a sample: Calm')
  })

  it('asks for the time that was chosen, and leaves the shortest to the server', async () => {
    const { screen, client, wrapper } = await start()
    await screen.button('Start').trigger('click')
    await settled()
    expect(client.start).toHaveBeenLastCalledWith({})
    await wrapper.get('input[value="900"]').setValue()
    expect(screen.text()).toContain('If you leave, we keep this session for 15 minutes.')
    await screen.button('Start').trigger('click')
    await settled()
    expect(client.start).toHaveBeenLastCalledWith({ idle_ttl_s: 900 })
  })

  it('says until when it listens, as the person chose', async () => {
    const { screen, wrapper } = await start()
    expect(screen.text()).toContain('only while you see the page.')
    await wrapper.get('input[type="checkbox"]').setValue(true)
    expect(useSettingsStore().listensWhileHidden).toBe(true)
    expect(screen.text()).toContain('and for up to 90 seconds after you switch away.')
    expect(screen.text()).not.toContain('only while you see the page')
    await wrapper.get('input[value="300"]').setValue()
    expect(screen.text()).toContain('and for up to 5 minutes after you switch away.')
  })

  it('ties the choice to listen on to its name and its limits', async () => {
    const { wrapper } = await start()
    const choice = wrapper.get('input[type="checkbox"]')
    expect(choice.element.closest('label')?.textContent).toBe('Keep listening when I switch apps')
    const hint = wrapper.get(`#${choice.attributes('aria-describedby')}`)
    expect(hint.text()).toMatch(/^Only where the phone allows it, and for 90\s*seconds at most\.$/)
  })

  it('fetches nobody back who went elsewhere while the server was slow, and ends that session', async () => {
    const { screen, client, answers, services, wrapper } = await start()
    let answer = () => {}
    client.start.mockReturnValueOnce(new Promise((resolve) => (answer = () => resolve(answers.start))))
    await screen.button('Start').trigger('click')
    await settled()
    wrapper.unmount()
    answer()
    await flushPromises()
    expect(services.memory.read()).toBeNull()
    expect(client.end).toHaveBeenCalledExactlyOnceWith('new')
  })

  it('says calmly why it couldn’t start, and lets the person try again', async () => {
    const { screen, answers, router } = await start()
    answers.start = { refusal: 'unreachable', retryAfterS: null }
    await router.push('/start')
    await screen.button('Start').trigger('click')
    await settled()
    expect(screen.status()).toContain('can’t be reached right now')
    expect(router.currentRoute.value.name).toBe('start')
    expect(screen.hasButton('Start')).toBe(true)
  })

  it('ends a session that it can’t show, and says so', async () => {
    const { screen, router, services, client } = await start()
    await router.push('/start')
    router.onError(() => undefined)
    router.beforeEach(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')))
    await screen.button('Start').trigger('click')
    await settled()
    expect(screen.status()).toContain('can’t be reached right now')
    expect(client.end).toHaveBeenCalledExactlyOnceWith('new')
    expect(services.memory.read()).toBeNull()
    expect(useSessionStore().running).toBeNull()
  })

  it('ends the session before once another has started, and not sooner', async () => {
    const { screen, client, answers, services } = await startAgain()
    answers.start = { refusal: 'busy', retryAfterS: null }
    await screen.button('Start').trigger('click')
    await settled()
    expect(client.end).not.toHaveBeenCalled()
    expect(services.memory.read()?.id).toBe('s')
    client.start.mockResolvedValueOnce({ session: started })
    await screen.button('Start').trigger('click')
    await settled()
    expect(client.end).toHaveBeenCalledExactlyOnceWith('s')
    expect(services.memory.read()?.id).toBe('new')
  })

  it('keeps the session before where the new one can’t be shown', async () => {
    const { screen, router, client, services } = await startAgain()
    await router.push('/start')
    router.onError(() => undefined)
    router.beforeEach(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')))
    await screen.button('Start').trigger('click')
    await settled()
    expect(client.end).toHaveBeenCalledExactlyOnceWith('new')
    expect(services.memory.read()?.id).toBe('s')
  })

  it('leads back to a session that is still running', async () => {
    const { screen } = await startAgain()
    expect(screen.text()).toContain('Go back to your session')
  })
})

describe('the first visit', () => {
  it('shows every card, though somebody taps twice', async () => {
    const { screen, wrapper } = await visit()
    await screen.button('Next').trigger('click', { detail: 1 })
    await screen.button('Next').trigger('click', { detail: 2 })
    expect(wrapper.get('h1').text()).toBe('A guess, and no more')
  })

  it('begins with three cards, one after the other, and never again', async () => {
    const { screen, wrapper } = await visit()
    const headings = [wrapper.get('h1').text()]
    expect(screen.hasButton('Start')).toBe(false)
    for (const button of ['Next', 'Next']) {
      await screen.button(button).trigger('click')
      headings.push(wrapper.get('h1').text())
    }
    expect(new Set(headings).size).toBe(3)
    await screen.button('Begin').trigger('click')
    expect(screen.hasButton('Start')).toBe(true)
    expect(useSettingsStore().isIntroduced).toBe(true)
  })

  it('can skip them from the first on', async () => {
    const { screen } = await visit()
    await screen.button('Skip').trigger('click')
    expect(screen.hasButton('Start')).toBe(true)
    expect(useSettingsStore().isIntroduced).toBe(true)
  })

  it('starts without them where they can’t be fetched', async () => {
    const fetchCards = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'))
    const { screen } = await visit({ areCardsBefore: shallowRef(false), fetchCards })
    expect(screen.hasButton('Start')).toBe(true)
  })

  it('has its page ready behind the cards of index.html, and forgets nothing when they were read', async () => {
    const areCardsBefore = shallowRef(true)
    const { screen } = await visit({ areCardsBefore, fetchCards: fetchIntroCards })
    expect([screen.hasButton('Next'), screen.hasButton('Start')]).toEqual([false, true])
    areCardsBefore.value = false
    useSettingsStore().isIntroduced = true
    await flushPromises()
    expect([screen.hasButton('Next'), screen.hasButton('Start')]).toEqual([false, true])
  })

  it('leads a keyboard along: to each card’s heading, then to the page’s', async () => {
    const { screen } = await visit()
    await screen.button('Next').trigger('click')
    expect(document.activeElement?.textContent).toBe('A guess, and no more')
    await screen.button('Skip').trigger('click')
    await nextTick()
    expect(document.activeElement?.textContent).toBe('Hear how it is said')
  })
})

const started = { session_id: 'new', state: 'running', elcor: false, idle_ttl_s: 90, role: 'owner' } as const

/** By somebody who was never here. */
async function visit(intro?: Intro) {
  const rendered = await render(StartPage, {}, { ...createFakeWorld(), ...(intro && { intro }) })
  await vi.dynamicImportSettled()
  await flushPromises()
  return rendered
}

/** At the start page of somebody who has seen the first cards. */
async function start(world = createFakeWorld()) {
  const rendered = await render(StartPage, {}, world)
  useSettingsStore().isIntroduced = true
  await nextTick()
  return { ...world, ...rendered }
}

/** At the start page of a tab that has a running session. */
function startAgain() {
  const world = createFakeWorld()
  world.services.memory.write({ id: 's', idleTtlS: 90, startedAtMs: 1, source: 'microphone' })
  return start(world)
}
