import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { useSessionStore } from '../../stores/session.ts'
import { useSettingsStore } from '../../stores/settings.ts'
import { createFakeWorld } from '../../test/fake-world.ts'
import { leaveAndReturn, live, reading, session } from '../../test/live-world.ts'
import { setVisibility } from '../../test/page.ts'
import { refusingNotes } from '../../test/refusing-notes.ts'
import { render } from '../../test/render.ts'
import { toneEvent } from '../../test/tone-event.ts'
import LiveView from './LiveView.vue'

beforeEach(() => {
  setVisibility('visible')
  vi.useFakeTimers({ toFake: ['performance'] })
  return () => vi.useRealTimers()
})

describe('the live view, when the person comes back', () => {
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

  it('fetches nothing back that was shown before and deleted from this device since', async () => {
    const world = createFakeWorld()
    await render(LiveView, { session: { ...session, lastId: 7 }, isResumed: true }, world)
    await reading(() => world.streams.all.length > 0)
    expect(world.streams.last().url).toContain('last_event_id=7')
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

  it('keeps the microphone’s socket through an absence where the person chose it', async () => {
    const { sockets, devices } = await live()
    useSettingsStore().listensWhileHidden = true
    setVisibility('hidden')
    await flushPromises()
    expect(sockets.openNow()).toHaveLength(1)
    expect(devices.openMicrophone).toHaveBeenCalledOnce()
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
    expect(screen.status()).toBe('The microphone rested while you were away. Tap it to go on.')
  })

  it('promises no notes after a reload that couldn’t read them', async () => {
    const world = createFakeWorld()
    world.answers.check = 'gone'
    const notes = refusingNotes()
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
