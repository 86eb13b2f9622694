import { audioCloseCode } from '@undertone/shared'
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { comeBack, speak, startHeardVoice, startVoice } from '../test/started-voice.ts'
import type { StartedVoice } from '../test/started-voice.ts'
import { createVoiceWorld } from '../test/voice-world.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

/** What a browser says of a connection that broke (RFC 6455, 7.4.1). */
const abnormal = 1006

describe('an interrupted voice', () => {
  it('stays wanted, and asks for a tap', async () => {
    const { feed, openVoices, sockets } = await interrupted()
    expect(feed).toMatchObject({
      phase: { value: 'paused' },
      isWanted: { value: true },
      trouble: { value: 'interrupted' },
    })
    expect(openVoices()).toHaveLength(0)
    expect(sockets.openNow()).toHaveLength(0)
  })

  it.each<[string, (world: StartedVoice) => void]>([
    ['at the next tap, anywhere', ({ tap }) => tap()],
    ['when the system gives the sound back, or another device is there', (world) => world.giveSoundBack()],
    ['when the page is seen again', (world) => (world.hide(), void comeBack(world))],
  ])('comes back %s', async (_, sign) => {
    const world = await interrupted()
    sign(world)
    await flushPromises()
    expect(world.feed).toMatchObject({ phase: { value: 'on' }, trouble: { value: null } })
    expect(world.voices).toHaveLength(2)
  })

  it('waits for a sign, not for the session', async () => {
    const world = await interrupted()
    world.isLive.value = false
    world.isLive.value = true
    await flushPromises()
    expect(world.voices).toHaveLength(1)
  })

  it('waits for the session when the sound comes back before it', async () => {
    const world = await interrupted()
    world.isLive.value = false
    world.giveSoundBack()
    await flushPromises()
    expect(world.voices).toHaveLength(1)
    world.isLive.value = true
    await flushPromises()
    expect(world.feed.phase.value).toBe('on')
  })

  it.each(['missing', 'inUse', 'needsTap'] as const)(
    'says %s, and tries again at the next sign',
    async (why) => {
      const world = createVoiceWorld()
      world.refusal.value = why
      world.feed.start()
      await flushPromises()
      expect(world.feed).toMatchObject({ phase: { value: 'paused' }, trouble: { value: why } })
      world.refusal.value = null
      world.giveSoundBack()
      await flushPromises()
      expect(world.feed).toMatchObject({ phase: { value: 'on' }, trouble: { value: null } })
    },
  )

  it('leaves a voice alone that is on, whatever signs come', async () => {
    const world = await startHeardVoice()
    world.giveSoundBack()
    world.tap()
    await flushPromises()
    expect(world.voices).toHaveLength(1)
  })

  it('comes back fresh at a tap while the system keeps the sound back', async () => {
    const world = await startHeardVoice()
    world.voices[0]?.sink.mute(true)
    world.tap()
    await flushPromises()
    expect(world.feed.phase.value).toBe('on')
    expect(world.openVoices()).toHaveLength(1)
    expect(world.voices).toHaveLength(2)
  })

  it('stays off once the person switched it off, whatever signs come', async () => {
    const world = await interrupted()
    world.feed.stop()
    world.giveSoundBack()
    world.tap()
    await flushPromises()
    expect(world.openVoices()).toHaveLength(0)
    expect(world.feed.phase.value).toBe('off')
  })

  it('says for ten seconds that it stopped and is on again', async () => {
    const { feed, voices } = await startHeardVoice()
    expect(feed.hasRecovered.value).toBe(false)
    voices[0]?.sink.over('lost')
    await flushPromises()
    expect(feed.hasRecovered.value).toBe(true)
    vi.advanceTimersByTime(10_000)
    expect(feed.hasRecovered.value).toBe(false)
  })

  it('plays a sample on at a tap, and says nothing of a microphone', async () => {
    const { feed, voices, tap } = await startHeardVoice()
    voices[0]?.sink.over('sampleInterrupted')
    expect(feed).toMatchObject({ phase: { value: 'paused' }, trouble: { value: 'sampleInterrupted' } })
    tap()
    await flushPromises()
    expect(feed).toMatchObject({ phase: { value: 'on' }, hasRecovered: { value: false } })
  })

  it.each<[string, (world: StartedVoice) => void]>([
    ['the system keeps the sound back', ({ voices }) => voices[1]?.sink.mute(true)],
    ['it is paused', ({ hide }) => hide()],
  ])('says no longer that it is on again once %s', async (_, happen) => {
    const world = await startHeardVoice()
    world.voices[0]?.sink.over('lost')
    await flushPromises()
    happen(world)
    expect(world.feed.hasRecovered.value).toBe(false)
  })

  it('says what is missing when no other device is there, and is on again once there is', async () => {
    const world = await startHeardVoice()
    world.refusal.value = 'missing'
    world.voices[0]?.sink.over('lost')
    await flushPromises()
    expect(world.feed).toMatchObject({ phase: { value: 'paused' }, trouble: { value: 'missing' } })
    world.refusal.value = null
    world.giveSoundBack()
    await flushPromises()
    expect(world.feed).toMatchObject({ phase: { value: 'on' }, hasRecovered: { value: true } })
  })

  async function interrupted() {
    const world = await startHeardVoice()
    world.voices[0]?.sink.over('interrupted')
    return world
  }
})

describe('a stretch that wasn’t heard', () => {
  it('is told once sound reaches the server again, with its time by the clock', async () => {
    const world = await startHeardVoice()
    const fromMs = Date.now()
    world.hide()
    vi.advanceTimersByTime(40_000)
    await comeBack(world)
    expect(world.unheard).toEqual([])
    world.sockets.last().ready()
    speak(world, 300)
    expect(world.unheard).toEqual([{ fromMs, toMs: fromMs + 40_100, why: 'away' }])
  })

  it('isn’t told before anything was heard, nor when it was too short to miss', async () => {
    const world = await startVoice()
    vi.advanceTimersByTime(5_000)
    world.sockets.last().ready()
    speak(world, 1_000)
    world.hide()
    vi.advanceTimersByTime(500)
    await comeBack(world)
    world.sockets.last().ready()
    speak(world, 1_000)
    expect(world.unheard).toEqual([])
  })

  it('drops what is said while the socket is down, and tells of it', async () => {
    const world = await startHeardVoice()
    const fromMs = Date.now()
    world.sockets.last().drop(abnormal)
    speak(world, 3_000)
    world.sockets.last().ready()
    speak(world, 100)
    expect(world.sockets.last().sent).toHaveLength(1)
    expect(world.unheard).toEqual([{ fromMs, toMs: fromMs + 3_100, why: 'connection' }])
    expect(world.stalls()).toBe(1)
  })

  it.each<[string, string, (world: StartedVoice) => void]>([
    ['microphone', 'a device that went away', ({ voices }) => voices[0]?.sink.over('lost')],
    ['microphone', 'an interruption', ({ voices }) => voices[0]?.sink.over('interrupted')],
    ['microphone', 'a system that keeps the sound back', ({ voices }) => voices[0]?.sink.mute(true)],
    ['off', 'a person who switched it off', ({ feed }) => feed.stop()],
    ['off', 'a person, though it was away first', ({ hide, feed }) => (hide(), feed.stop())],
    [
      'connection',
      'the first of two reasons',
      ({ sockets, hide }) => (sockets.last().drop(abnormal), hide()),
    ],
  ])('is put down to %s: %s', async (why, _, happen) => {
    const world = await startHeardVoice()
    happen(world)
    vi.advanceTimersByTime(3_000)
    await comeBack(world)
    world.feed.start()
    world.tap()
    await flushPromises()
    world.sockets.last().ready()
    speak(world, 200)
    expect(world.unheard).toMatchObject([{ why }])
  })

  it('isn’t told where another microphone was heard instead', async () => {
    const world = await startHeardVoice()
    world.sockets.last().drop(audioCloseCode.takenOver)
    vi.advanceTimersByTime(3_000)
    world.feed.start()
    await flushPromises()
    world.sockets.last().ready()
    speak(world, 200)
    expect(world.unheard).toEqual([])
  })
})
