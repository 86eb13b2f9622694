import { nextTick } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { accessCodeKey } from '../api/access-code-memory.ts'
import { useSessionStore } from '../stores/session.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { createFakeWorld } from '../test/fake-world.ts'
import { inviteOnly } from '../test/invited-only.ts'
import { render } from '../test/render.ts'
import { settled } from '../test/settled.ts'
import StartPage from './StartPage.vue'

beforeEach(() => localStorage.clear())

describe('where a code is needed, the start page', () => {
  it('asks for it in the place of what was pressed, and a keyboard goes on there', async () => {
    const { screen, field, press } = await start()
    await press('Start')
    expect(screen.text()).toContain('for invited people. Enter the access code you were given.')
    expect(screen.hasButton('Start')).toBe(false)
    expect(document.activeElement).toBe(field().element)
    expect(field().element.labels?.[0]?.textContent).toBe('Access code')
    expect(described(field().element)).toContain('Enter the access code')
    expect(screen.status()).toBe('')
  })

  it('starts with what is typed, blanks aside, and remembers it', async () => {
    const { client, press, give } = await start()
    await press('Start')
    await give(' sesame ')
    expect(client.start).toHaveBeenLastCalledWith({ access_code: 'sesame' })
    expect(useSessionStore().running?.source).toBe('microphone')
    expect(localStorage.getItem(accessCodeKey)).toBe('sesame')
  })

  it('loses nothing that was chosen: the time, and which sample', async () => {
    const { client, wrapper, press, give } = await start()
    await wrapper.get('input[value="900"]').setValue()
    await press('Tense')
    await give('sesame')
    expect(client.start).toHaveBeenLastCalledWith({ idle_ttl_s: 900, access_code: 'sesame' })
    expect(useSessionStore().running).toMatchObject({ source: 'sample', sampleClip: 'tense' })
  })

  it('says of a wrong one that it is, beside the field, and keeps what was typed', async () => {
    const { screen, field, press, give, router } = await start()
    await press('Start')
    screen.button('Go on').element.focus()
    await give('sesam')
    expect(screen.status()).toContain('isn’t the code of this Undertone')
    expect(field().element.value).toBe('sesam')
    expect(field().attributes('aria-invalid')).toBe('true')
    expect(described(field().element)).toContain('isn’t the code of this Undertone')
    expect(document.activeElement).toBe(field().element)
    expect(router.currentRoute.value.name).toBe('start')
    expect(localStorage.getItem(accessCodeKey)).toBeNull()
    await give('sesame')
    expect(router.currentRoute.value.name).toBe('live')
  })

  it.each([
    ['tooMany', 240, 'Many tries came from your network just now. Please try again in 4\u00a0minutes.'],
    ['busy', 31, 'The server is full right now. Please try again in 40\u00a0seconds.'],
    ['notNow', null, 'can’t start a session just now'],
    ['otherAddress', null, 'expects another address'],
    ['unreachable', null, 'can’t be reached right now'],
  ] as const)('keeps what was typed where it can’t be tried: %s', async (refusal, retryAfterS, words) => {
    const { client, wrapper, field, press, give, router } = await start()
    await press('Start')
    client.start.mockResolvedValueOnce({ refusal, retryAfterS })
    await give('sesame')
    expect(wrapper.get('[role="status"]').text()).toContain(words)
    expect(field().element.value).toBe('sesame')
    expect(field().attributes('aria-invalid')).toBe('false')
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(router.currentRoute.value.name).toBe('live')
  })

  it('asks nobody twice: what this device remembers goes with each start', async () => {
    localStorage.setItem(accessCodeKey, 'sesame')
    const { client, press, router } = await start()
    await press('Calm')
    expect(client.start).toHaveBeenCalledExactlyOnceWith({ access_code: 'sesame' })
    expect(router.currentRoute.value.name).toBe('live')
  })

  it('forgets one that doesn’t work any more, and asks for the new one', async () => {
    localStorage.setItem(accessCodeKey, 'the old one')
    const { screen, field, press } = await start()
    await press('Start')
    expect(localStorage.getItem(accessCodeKey)).toBeNull()
    expect(screen.status()).toContain('doesn’t work any more')
    expect(field().attributes('aria-invalid')).toBe('false')
  })

  it.each(['busy', 'tooMany', 'unreachable', 'notNow', 'otherAddress'] as const)(
    'still remembers it after a start that was refused for something else: %s',
    async (refusal) => {
      localStorage.setItem(accessCodeKey, 'sesame')
      const { screen, client, press } = await start()
      client.start.mockResolvedValueOnce({ refusal, retryAfterS: null })
      await press('Start')
      expect(localStorage.getItem(accessCodeKey)).toBe('sesame')
      expect(screen.hasButton('Start')).toBe(true)
    },
  )

  it('leaves alone what another tab has remembered meanwhile', async () => {
    localStorage.setItem(accessCodeKey, 'the old one')
    const { client, press } = await start()
    client.start.mockImplementationOnce(() => {
      localStorage.setItem(accessCodeKey, 'sesame')
      return Promise.resolve({ refusal: 'codeNeeded', retryAfterS: null })
    })
    await press('Start')
    expect(localStorage.getItem(accessCodeKey)).toBe('sesame')
  })

  it('shows what is typed where that is wanted', async () => {
    const { field, press } = await start()
    await press('Start')
    expect(field().attributes('type')).toBe('password')
    await press('Show the access code')
    expect(field().attributes('type')).toBe('text')
    await press('Hide the access code')
    expect(field().attributes('type')).toBe('password')
  })

  it('can be left: the buttons are back, and a keyboard at Start', async () => {
    const { screen, press } = await start()
    await press('Start')
    await press('Not now')
    expect(screen.hasButton('Calm')).toBe(true)
    expect(document.activeElement).toBe(screen.button('Start').element)
  })

  it('sends nothing while nothing is typed', async () => {
    const { client, field, press, give } = await start()
    await press('Start')
    await give('  ')
    expect(client.start).toHaveBeenCalledOnce()
    expect(document.activeElement).toBe(field().element)
  })

  it('fetches nobody back to the field who went elsewhere on the page meanwhile', async () => {
    const { client, wrapper, screen } = await start()
    let answer = () => {}
    client.start.mockReturnValueOnce(
      new Promise((resolve) => (answer = () => resolve({ refusal: 'codeNeeded', retryAfterS: null }))),
    )
    await screen.button('Start').trigger('click')
    await settled()
    wrapper.get('a').element.focus()
    answer()
    await settled()
    expect(wrapper.find('form').exists()).toBe(true)
    expect(document.activeElement).toBe(wrapper.get('a').element)
  })
})

it('a start that is refused elsewhere says when to try again, and the buttons stay', async () => {
  const { screen, client, press, router } = await start()
  client.start.mockResolvedValueOnce({ refusal: 'tooMany', retryAfterS: 61 })
  await press('Start')
  expect(screen.status()).toBe('Many tries came from your network just now. Please try again in 70 seconds.')
  client.start.mockResolvedValueOnce({ refusal: 'busy', retryAfterS: null })
  await press('Tense')
  expect(screen.status()).toBe('The server is full right now. Please try again in 60 seconds.')
  client.start.mockResolvedValueOnce({ refusal: 'busy', retryAfterS: 0 })
  await press('Start')
  expect(screen.status()).toContain('in 10 seconds.')
  client.start.mockResolvedValueOnce({ session: started })
  await press('Start')
  expect(router.currentRoute.value.name).toBe('live')
})

const started = { session_id: 'new', state: 'running', elcor: false, idle_ttl_s: 90, role: 'owner' } as const

/** At the start page of a server for a few people, whose code is `sesame`. */
async function start() {
  const world = createFakeWorld()
  inviteOnly(world)
  const rendered = await render(StartPage, {}, world)
  await rendered.router.push('/start')
  useSettingsStore().isIntroduced = true
  await nextTick()
  const { wrapper, screen } = rendered
  const field = () => wrapper.get<HTMLInputElement>('form input')

  async function press(name: string): Promise<void> {
    await screen.button(name).trigger('click')
    await settled()
  }

  async function give(code: string): Promise<void> {
    await field().setValue(code)
    await wrapper.get('form').trigger('submit')
    await settled()
  }

  return { ...world, ...rendered, field, press, give }
}

/** What an input's description says. */
function described(input: HTMLElement): string {
  const ids = input.getAttribute('aria-describedby')?.split(' ') ?? []
  return ids.map((id) => document.getElementById(id)?.textContent).join(' ')
}
