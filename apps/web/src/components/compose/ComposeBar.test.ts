import { mount, RouterLinkStub } from '@vue/test-utils'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { screenOf } from '../../test/render.ts'
import ComposeBar from './ComposeBar.vue'

describe('the compose bar', () => {
  it('says that the session timed out, calmly, as a status', () => {
    const { screen, wrapper } = shown({ phase: 'expired' })
    expect(screen.status()).toBe('Session timed out. Your notes are safe.')
    expect(wrapper.find('[role="alert"]').exists()).toBe(false)
  })

  it('offers a new session and the notes once it timed out, and nothing to end', async () => {
    const { screen, wrapper } = shown({ phase: 'expired' })
    await screen.button('Start a new session').trigger('click')
    await screen.button('Keep my notes').trigger('click')
    expect(wrapper.emitted()).toMatchObject({ newSession: [[]], keepNotes: [[]] })
    expect(screen.hasButton('End session')).toBe(false)
  })

  it('keeps the notes unless the person says no, twice', async () => {
    const { screen, wrapper } = shown({ phase: 'expired' })
    await screen.button('Don’t keep them').trigger('click')
    await screen.button('Keep it').trigger('click')
    expect(wrapper.emitted('dropNotes')).toBeUndefined()
    await screen.button('Don’t keep them').trigger('click')
    await screen.button('Delete').trigger('click')
    expect(wrapper.emitted('dropNotes')).toHaveLength(1)
    await wrapper.setProps({ isDropped: true, isNothingHeard: true })
    expect(screen.status()).toBe('Session timed out. Its notes were deleted from this device.')
    expect(screen.hasButton('Keep my notes')).toBe(false)
  })

  it('doesn’t promise notes that the device couldn’t keep', () => {
    const { screen } = shown({ phase: 'expired', isNotKept: true })
    expect(screen.status()).not.toContain('safe')
    expect(screen.status()).toContain('couldn’t keep the notes')
  })

  it('speaks of no notes where nothing was heard', () => {
    const { screen } = shown({ phase: 'ended', isNothingHeard: true })
    expect(screen.text()).not.toContain('safe')
    expect(screen.hasButton('Keep my notes')).toBe(false)
  })

  it('promises nothing below where nothing is', () => {
    const { screen } = shown({ phase: 'expired', isNothingHeard: true, isNotKept: true })
    expect(screen.status()).toBe('Session timed out. This device couldn’t keep the notes.')
  })

  it('keeps one status element from the first to the last word, so that a screen reader hears it', async () => {
    const { wrapper } = shown()
    const status = wrapper.get('[role="status"]').element
    await wrapper.setProps({ phase: 'expired' })
    expect(wrapper.get('[role="status"]').element).toBe(status)
  })

  it('shows whether the microphone is on, and toggles it', async () => {
    const { screen, wrapper } = shown({ microphonePhase: 'off' })
    expect(screen.button('Microphone off').attributes('aria-pressed')).toBe('false')
    await screen.button('Microphone off').trigger('click')
    expect(wrapper.emitted('microphone')).toHaveLength(1)
  })

  it.each(['off', 'starting', 'paused'] as const)(
    'never calls a microphone on that is %s',
    (microphonePhase) => {
      const button = shown({ microphonePhase }).screen.button(`Microphone ${microphonePhase}`)
      expect(button.attributes('aria-pressed')).toBe('false')
    },
  )

  it('takes no notice of a double tap’s second half', async () => {
    const { screen, wrapper } = shown({}, false)
    vi.advanceTimersByTime(699)
    await screen.button('Microphone on').trigger('click')
    await screen.button('End session').trigger('click')
    expect(wrapper.emitted()).not.toHaveProperty('microphone')
    expect(wrapper.emitted()).not.toHaveProperty('end')
    vi.advanceTimersByTime(1)
    await screen.button('End session').trigger('click')
    expect(wrapper.emitted('end')).toHaveLength(1)
  })

  it.each([
    ['live', 'Connected'],
    ['waiting', 'Not connected'],
    ['checking', 'Connecting'],
  ] as const)('says the connection in words: %s', (phase, words) => {
    expect(shown({ phase }).wrapper.get('[data-testid="connection"]').text()).toBe(words)
  })

  it('says that the screen may sleep, where it may', () => {
    expect(shown({ mayScreenSleep: true }).screen.text()).toContain('The screen may sleep')
    expect(shown({ mayScreenSleep: false }).screen.text()).not.toContain('The screen may sleep')
  })

  it('hands the focus of the pressed button to what is said, and not to what comes next', async () => {
    const { screen, wrapper } = shown()
    screen.button('End session').element.focus()
    await wrapper.setProps({ phase: 'ended' })
    await wrapper.vm.$nextTick()
    expect(document.activeElement?.textContent).toContain('Session ended')
  })
})

function shown(about: Partial<InstanceType<typeof ComposeBar>['$props']> = {}, isSettled = true) {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const props = {
    phase: 'live' as const,
    notice: '',
    mayScreenSleep: false,
    microphonePhase: 'on' as const,
    isSamplePlaying: false,
    isNotKept: false,
    isDropped: false,
    isNothingHeard: false,
    isStarting: false,
    ...about,
  }
  const global = { stubs: { RouterLink: RouterLinkStub } }
  const wrapper = mount(ComposeBar, { props, attachTo: document.body, global })
  if (isSettled) vi.advanceTimersByTime(700)
  onTestFinished(() => wrapper.unmount())
  return { wrapper, screen: screenOf(wrapper) }
}
