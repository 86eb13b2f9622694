import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { accessCodeKey } from '../../api/access-code-memory.ts'
import { useSessionStore } from '../../stores/session.ts'
import { useSettingsStore } from '../../stores/settings.ts'
import { useTonesStore } from '../../stores/tones.ts'
import { inviteOnly } from '../../test/invited-only.ts'
import { leaveAndReturn, live, reading, session } from '../../test/live-world.ts'
import { refusingNotes } from '../../test/refusing-notes.ts'
import { setVisibility } from '../../test/page.ts'
import { settled } from '../../test/settled.ts'

beforeEach(() => {
  setVisibility('visible')
  localStorage.clear()
  vi.useFakeTimers({ toFake: ['performance'] })
  return () => vi.useRealTimers()
})

describe('the live view', () => {
  it('listens from the start, and shows a tone as word and sureness', async () => {
    const { screen, streams } = await live()
    expect(screen.word()).toBe('Listening…')
    streams.last().tone(1, { label: 'tense', confidence: 0.6, prosody_flags: ['fast'] })
    await flushPromises()
    expect(screen.word()).toBe('tense')
    expect(screen.text()).toContain('fairly sure')
    expect(screen.heard()).toEqual([expect.stringContaining('tense')])
  })

  it('carries the connection on its root', async () => {
    const { wrapper } = await live()
    expect(wrapper.attributes('data-connection')).toBe('live')
    setVisibility('hidden')
    await flushPromises()
    expect(wrapper.attributes('data-connection')).toBe('hidden')
  })

  it('says that the session timed out, and still shows what was heard', async () => {
    const { screen, streams, answers, wrapper } = await live()
    streams.last().tone(1, { label: 'warm' })
    answers.check = 'gone'
    await leaveAndReturn()
    expect(wrapper.attributes('data-connection')).toBe('expired')
    expect(screen.status()).toContain('Session timed out')
    expect(screen.status()).toContain('Your notes are safe.')
    expect(screen.heard()).toEqual([expect.stringContaining('warm')])
    expect(screen.hasButton('Start a new session')).toBe(true)
  })

  it('keeps what was shown before the store is reset', async () => {
    const { streams, answers, notes } = await live()
    streams.last().tone(1)
    answers.check = 'gone'
    await leaveAndReturn()
    expect(await notes.read('s')).toMatchObject([{ kind: 'tone', id: 1 }])
    expect(useTonesStore().items).toEqual([])
  })

  it('wipes nothing while nobody can tell, and says that it tries again', async () => {
    const { screen, streams, answers } = await live()
    streams.last().tone(1, { label: 'warm' })
    answers.check = 'unsure'
    await leaveAndReturn()
    expect(screen.status()).toBe('Offline. Trying again.')
    expect(screen.heard()).toHaveLength(1)
  })

  it('blames no network where it is the server that sends nothing', async () => {
    const { screen, streams } = await live()
    for (let attempts = 0; attempts < 3; attempts++) {
      streams.last().fail()
      await flushPromises()
    }
    expect(screen.status()).toBe('The server isn’t sending anything just now. Trying again.')
  })

  it('takes the words of trouble back once all is well', async () => {
    const { screen, streams } = await live()
    window.dispatchEvent(new Event('offline'))
    await flushPromises()
    expect(screen.status()).toBe('Offline. Trying again.')
    window.dispatchEvent(new Event('online'))
    await flushPromises()
    streams.last().open(0)
    await flushPromises()
    expect(screen.status()).toBe('')
  })

  it('shows a gap at the end as a gap, too', async () => {
    const { screen, speak, answers, sockets } = await live()
    speak()
    sockets.last().drop(1006)
    answers.nowMs = 9_000
    await screen.button('End session').trigger('click')
    await flushPromises()
    expect(screen.heard()).toEqual([expect.stringContaining('Not listening for 8 s, without a connection.')])
  })

  it('looks at the stream at once when the microphone’s way breaks', async () => {
    const { streams, sockets, speak } = await live()
    speak()
    const before = streams.last()
    sockets.last().drop(1006)
    await flushPromises()
    expect(streams.last()).not.toBe(before)
    expect(streams.openNow()).toHaveLength(1)
  })

  it('puts a keyboard on what is said once it is over, not on what comes next', async () => {
    const { screen } = await live()
    const end = screen.button('End session')
    if (end.element instanceof HTMLElement) end.element.focus()
    await end.trigger('click')
    await flushPromises()
    expect(document.activeElement?.textContent).toContain('Session ended')
    expect(document.activeElement?.tagName).toBe('P')
  })

  it('tells the server of an end that it couldn’t be told, once there is a network again', async () => {
    const { screen, answers, client } = await live({ end: false })
    await screen.button('End session').trigger('click')
    await flushPromises()
    answers.end = true
    window.dispatchEvent(new Event('online'))
    await flushPromises()
    expect(client.end).toHaveBeenCalledTimes(2)
    expect(screen.status()).toBe('Session ended.')
  })

  it('helps where the microphone was refused, and goes on showing', async () => {
    const { screen } = await live({ microphone: 'refused' })
    expect(screen.status()).toContain('Allow it in the site settings')
    expect(screen.button('Microphone off').attributes('aria-pressed')).toBe('false')
    expect(screen.word()).toBe('Microphone off')
  })

  it('turns the microphone off and on', async () => {
    const { screen, sockets } = await live()
    await screen.button('Microphone on').trigger('click')
    expect(sockets.openNow()).toHaveLength(0)
    await screen.button('Microphone off').trigger('click')
    await flushPromises()
    expect(sockets.openNow()).toHaveLength(1)
  })

  it('ends on purpose, and shows what was heard', async () => {
    const { screen, streams, client, sockets } = await live()
    streams.last().tone(1, { label: 'low' })
    await screen.button('End session').trigger('click')
    await flushPromises()
    expect(client.end).toHaveBeenCalledExactlyOnceWith('s')
    expect(screen.status()).toContain('Session ended')
    expect(screen.heard()).toEqual([expect.stringContaining('low')])
    expect([...streams.openNow(), ...sockets.openNow()]).toEqual([])
  })

  it('lets the person leave though the server can’t be told', async () => {
    const { screen, wrapper } = await live({ end: false })
    await screen.button('End session').trigger('click')
    await flushPromises()
    expect(wrapper.attributes('data-connection')).toBe('ended')
    expect(screen.status()).toContain('the session closes by itself within 90 seconds')
  })

  it('tells who left how long a session is kept, and nobody who stayed', async () => {
    const left = await live()
    left.answers.check = 'gone'
    await leaveAndReturn()
    expect(left.screen.status()).toContain('We keep a session for 90 seconds')
    const stayed = await live()
    stayed.streams.last().say('session-end', { session_id: 's', reason: 'expired' })
    await flushPromises()
    expect(stayed.screen.status()).toContain('Session timed out')
    expect(stayed.screen.status()).not.toContain('after you leave')
  })

  it('starts a new session from the notice', async () => {
    const { screen, client, answers } = await live()
    answers.check = 'gone'
    await leaveAndReturn()
    await screen.button('Start a new session').trigger('click')
    await settled()
    expect(client.start).toHaveBeenCalledOnce()
  })

  it('starts a new session with the microphone, though the one before was the sample', async () => {
    const { screen, streams } = await live({}, { session: { ...session, source: 'sample' } })
    streams.last().say('session-end', { session_id: 's', reason: 'expired' })
    await flushPromises()
    await screen.button('Start a new session').trigger('click')
    await settled()
    expect(useSessionStore().running?.source).toBe('microphone')
  })

  it('asks for a code where another session needs one now, beside what was heard, and loses none of it', async () => {
    const world = await live()
    const { screen, wrapper, streams, client } = world
    streams.last().tone(1, { label: 'warm' })
    streams.last().say('session-end', { session_id: 's', reason: 'expired' })
    await flushPromises()
    inviteOnly(world)
    await screen.button('Start a new session').trigger('click')
    await settled()
    expect(document.activeElement).toBe(wrapper.get('form input').element)
    expect(screen.status()).toContain('Session timed out')
    expect(screen.heard()).toEqual([expect.stringContaining('warm')])
    await wrapper.get('form input').setValue('sesame')
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(client.start).toHaveBeenLastCalledWith({ access_code: 'sesame' })
    expect(useSessionStore().running?.id).toBe('new')
  })

  it('names the code that this device remembers when another session is started', async () => {
    const world = await live()
    const { screen, streams } = world
    localStorage.setItem(accessCodeKey, 'sesame')
    inviteOnly(world)
    streams.last().say('session-end', { session_id: 's', reason: 'expired' })
    await flushPromises()
    await screen.button('Start a new session').trigger('click')
    await settled()
    expect(useSessionStore().running?.id).toBe('new')
  })

  it('says that the microphone starts while the question stands open, and takes a tap as a no', async () => {
    const { screen, devices, sockets } = await live()
    await screen.button('Microphone on').trigger('click')
    devices.openMicrophone.mockReturnValueOnce(new Promise(() => undefined))
    await screen.button('Microphone off').trigger('click')
    expect(screen.button('Microphone starting').attributes('aria-pressed')).toBe('false')
    await screen.button('Microphone starting').trigger('click')
    expect(screen.hasButton('Microphone off')).toBe(true)
    expect(sockets.openNow()).toHaveLength(0)
  })

  it('wants a paused microphone all the more when it is tapped', async () => {
    const { screen, answers } = await live()
    answers.check = 'unsure'
    await leaveAndReturn()
    await screen.button('Microphone paused').trigger('click')
    await flushPromises()
    expect(screen.hasButton('Microphone on')).toBe(true)
    expect(screen.word()).toBe('Not connected')
  })

  it('says that a hidden page listens on where the person chose it, and only while the microphone may', async () => {
    const { screen } = await live()
    const words = 'If you switch apps, it keeps listening for up to 90 seconds.'
    expect(screen.text()).not.toContain(words)
    useSettingsStore().listensWhileHidden = true
    await flushPromises()
    expect(screen.text()).toContain(words)
    await screen.button('Microphone on').trigger('click')
    expect(screen.text()).not.toContain(words)
  })

  it('leads to the notes that were kept', async () => {
    const { screen, router, answers, streams } = await live()
    streams.last().tone(1)
    answers.check = 'gone'
    await leaveAndReturn()
    await screen.button('Keep my notes').trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/notes/s')
  })

  it('keeps nothing of it where the person says so', async () => {
    const { screen, answers, streams, notes } = await live()
    streams.last().tone(1)
    answers.check = 'gone'
    await leaveAndReturn()
    await screen.button('Don’t keep them').trigger('click')
    await screen.button('Delete').trigger('click')
    await reading(() => screen.status().includes('deleted'))
    expect(await notes.read('s')).toEqual([])
    expect(screen.heard()).toEqual([])
    expect(screen.text()).not.toContain('Nothing was heard')
  })

  it('says so where the device can’t keep notes, and goes on', async () => {
    const notes = refusingNotes('QuotaExceededError')
    const { screen, streams } = await live({}, { notes })
    streams.last().tone(1)
    await flushPromises()
    expect(screen.status()).toContain('Notes can’t be kept')
    expect(screen.heard()).toHaveLength(1)
  })
})
