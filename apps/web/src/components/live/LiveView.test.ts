import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RunningSession } from '../../stores/running-session.ts'
import { useSessionStore } from '../../stores/session.ts'
import { useSettingsStore } from '../../stores/settings.ts'
import { useTonesStore } from '../../stores/tones.ts'
import { createFakeWorld } from '../../test/fake-world.ts'
import { setVisibility } from '../../test/page.ts'
import { render } from '../../test/render.ts'
import { toneEvent } from '../../test/tone-event.ts'
import LiveView from './LiveView.vue'

const session = { id: 's', idleTtlS: 90, startedAtMs: 500, source: 'microphone' as const }

beforeEach(() => {
  setVisibility('visible')
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

  it('says that the microphone was paused, when it is on again', async () => {
    const { screen, streams } = await live()
    await leaveAndReturn()
    streams.last().open(0)
    await flushPromises()
    expect(screen.status()).toContain('Microphone paused while hidden')
    expect(screen.button('Microphone on').attributes('aria-pressed')).toBe('true')
  })

  it('tells who comes back how long they were away, and that everything is here', async () => {
    const world = await live()
    setVisibility('hidden')
    world.answers.nowMs = 41_000
    setVisibility('visible')
    world.streams.last().open(2)
    await flushPromises()
    expect(world.screen.status()).not.toContain('You were away')
    world.streams.last().tone(1)
    world.streams.last().tone(2)
    await flushPromises()
    expect(world.screen.status()).toBe(
      'You were away 40 s. Caught up. Microphone paused while hidden, now on.',
    )
    expect(world.services.memory.read()?.leftAtMs).toBeUndefined()
  })

  it('shows for how long it wasn’t listening, in the list and in the notes', async () => {
    const world = await live()
    world.streams.last().tone(1, { timestamp: 1 })
    world.speak()
    world.answers.nowMs = 3_000
    setVisibility('hidden')
    world.answers.nowMs = 43_000
    setVisibility('visible')
    world.streams.last().open(1)
    await flushPromises()
    world.sockets.last().ready()
    world.speak()
    await reading(() => world.screen.heard().length === 2)
    expect(world.screen.heard()[0]).toContain('Not listening for 42 s, while you were away.')
    await reading(() => false)
    expect(await world.notes.read('s')).toMatchObject([{ kind: 'tone' }, { kind: 'unheard', why: 'away' }])
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

  it('fetches nothing back that was shown before and deleted from this device since', async () => {
    const world = createFakeWorld()
    await render(LiveView, { session: { ...session, lastId: 7 }, isResumed: true }, world)
    await reading(() => world.streams.all.length > 0)
    expect(world.streams.last().url).toContain('last_event_id=7')
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

  it('remembers since when nothing was heard, over any number of pages that were thrown away', async () => {
    const { services } = await live()
    setVisibility('hidden')
    const left = services.memory.read()
    expect(left).toMatchObject({ leftAtMs: 1_000, unheardSinceMs: 1_000 })
    const world = createFakeWorld()
    world.answers.nowMs = 9_000
    services.memory.write({ ...session, ...left })
    await render(LiveView, { session: left, isResumed: true }, world)
    useSessionStore().resume(left ?? session)
    await reading(() => world.streams.all.length > 0)
    setVisibility('visible')
    world.streams.last().open(0)
    await flushPromises()
    setVisibility('hidden')
    expect(world.services.memory.read()).toMatchObject({ leftAtMs: 9_000, unheardSinceMs: 1_000 })
  })

  it('remembers that the person left, for a page that is thrown away meanwhile', async () => {
    const { services } = await live()
    setVisibility('hidden')
    expect(services.memory.read()?.leftAtMs).toBe(1_000)
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
    expect(screen.status()).toContain('The session closes by itself within 90 seconds')
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
    expect(client.start).toHaveBeenCalledOnce()
  })

  it('starts a new session with the microphone, though the one before was the sample', async () => {
    const { screen, streams } = await live({}, { session: { ...session, source: 'sample' } })
    streams.last().say('session-end', { session_id: 's', reason: 'expired' })
    await flushPromises()
    await screen.button('Start a new session').trigger('click')
    await flushPromises()
    expect(useSessionStore().running?.source).toBe('microphone')
  })

  it('goes on with the microphone after a reload, once it took over from the sample', async () => {
    const { screen, services } = await live({}, { session: { ...session, source: 'sample' } })
    await screen.button('Microphone off').trigger('click')
    await flushPromises()
    expect(services.memory.read()?.source).toBe('microphone')
    expect(useSessionStore().running?.source).toBe('microphone')
  })

  it('says of a paused sample that it plays on', async () => {
    const { screen, streams } = await live({}, { session: { ...session, source: 'sample' } })
    await leaveAndReturn()
    expect(screen.status()).toBe('')
    streams.last().open(0)
    await flushPromises()
    expect(screen.status()).toBe('The sample paused while hidden. It plays on.')
  })

  it('asks for no tap where the microphone was switched off by choice', async () => {
    const { screen, services } = await live()
    await screen.button('Microphone on').trigger('click')
    const remembered = services.memory.read()
    const world = createFakeWorld()
    const again = await render(LiveView, { session: remembered, isResumed: true }, world)
    await reading(() => world.streams.all.length > 0)
    expect(again.screen.status()).toBe('')
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

  it('keeps the microphone’s socket through an absence where the person chose it', async () => {
    const { sockets, devices } = await live()
    useSettingsStore().listensWhileHidden = true
    setVisibility('hidden')
    await flushPromises()
    expect(sockets.openNow()).toHaveLength(1)
    expect(devices.openMicrophone).toHaveBeenCalledOnce()
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

  it('shows what it had shown before a reload, resumes there, and lets no voice start by itself', async () => {
    const world = createFakeWorld()
    const event = toneEvent({ label: 'warm' })
    await world.notes.append('s', 500, { kind: 'tone', seq: 0, id: 7, caughtUp: false, event }, 600)
    const { screen } = await render(LiveView, { session, isResumed: true }, world)
    await reading(() => world.streams.all.length > 0)
    expect(screen.heard()).toEqual([expect.stringContaining('warm')])
    expect(world.streams.last().url).toContain('last_event_id=7')
    expect(world.devices.openMicrophone).not.toHaveBeenCalled()
    expect(screen.status()).toBe('The microphone is resting while you were away. Tap it to go on.')
  })

  it('says so where the device can’t keep notes, and goes on', async () => {
    const refused = () => Promise.reject(new Error('QuotaExceededError'))
    const notes = { append: refused, list: refused, read: refused, remove: refused }
    const { screen, streams } = await live({}, { notes })
    streams.last().tone(1)
    await flushPromises()
    expect(screen.status()).toContain('Notes can’t be kept')
    expect(screen.heard()).toHaveLength(1)
  })

  it('promises no notes after a reload that couldn’t read them', async () => {
    const world = createFakeWorld()
    const refused = () => Promise.reject(new Error('SecurityError'))
    world.answers.check = 'gone'
    const notes = { append: refused, list: refused, read: refused, remove: refused }
    const { screen } = await render(LiveView, { session, isResumed: true }, { ...world, notes })
    await flushPromises()
    expect(screen.status()).toContain('This device couldn’t keep the notes.')
    expect(screen.text()).not.toContain('safe')
    expect(screen.text()).not.toContain('Nothing was heard')
  })

  it('goes on after a reload though the notes never answer', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const world = createFakeWorld()
    const notes = { ...world.notes, read: () => new Promise<never>(() => undefined) }
    const { wrapper } = await render(LiveView, { session, isResumed: true }, { ...world, notes })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(wrapper.attributes('data-connection')).toBe('opening')
  })
})

async function live(
  answers: Partial<ReturnType<typeof createFakeWorld>['answers']> = {},
  about: { notes?: ReturnType<typeof createFakeWorld>['notes']; session?: RunningSession } = {},
) {
  const made = createFakeWorld()
  const world = { ...made, notes: about.notes ?? made.notes }
  Object.assign(world.answers, answers)
  const rendered = await render(LiveView, { session: about.session ?? session, isResumed: false }, world)
  useSessionStore().begin(about.session ?? session)
  vi.advanceTimersByTime(700)
  world.streams.last().open(0)
  world.streams.last().speech(world.answers.microphone ? 'mic_off' : 'listening')
  world.sockets.all.at(-1)?.ready()
  await flushPromises()
  return { ...world, ...rendered }
}

async function leaveAndReturn(): Promise<void> {
  setVisibility('hidden')
  await flushPromises()
  setVisibility('visible')
  await flushPromises()
  await reading(() => useTonesStore().items.length === 0 || useTonesStore().sessionId !== null)
}

/** IndexedDB answers in tasks of its own: lets them run until `isDone`, or a few hundred of them have. */
async function reading(isDone: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !isDone(); i++) await new Promise((resolve) => setImmediate(resolve))
  await flushPromises()
}
