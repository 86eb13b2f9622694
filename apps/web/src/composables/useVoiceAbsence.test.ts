import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { comeBack, speak, startFreeVoice, startHeardVoice } from '../test/started-voice.ts'
import type { StartedVoice } from '../test/started-voice.ts'
import { keepMs, pcmFrame } from '../test/voice-world.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

/** What a browser says of a connection that broke (RFC 6455, 7.4.1). */
const abnormal = 1006

describe('the voice of a hidden page', () => {
  it('goes on where the person wants it, with its capture and its socket', async () => {
    const world = await startFreeVoice()
    world.hide()
    speak(world, 60_000)
    expect(world.sockets.last().sent).toHaveLength(601)
    await comeBack(world)
    expect(world.voices).toHaveLength(1)
    expect(world.sockets.all).toHaveLength(1)
    expect(world.feed).toMatchObject({ phase: { value: 'on' }, absence: { value: 'kept' } })
    speak(world, 10_000)
    expect(world.feed.absence.value).toBeNull()
    speak(world, keepMs)
    expect(world.feed.phase.value).toBe('on')
    expect(world.voices).toHaveLength(1)
  })

  it.each<[string, (world: StartedVoice) => void, (world: StartedVoice) => void]>([
    [
      'the system kept the sound back',
      ({ voices }) => voices[0]?.sink.mute(true),
      ({ voices }) => voices[0]?.sink.mute(false),
    ],
    [
      'its socket was gone',
      ({ sockets }) => sockets.last().drop(abnormal),
      ({ sockets }) => sockets.last().ready(),
    ],
  ])('doesn’t say that it went on where %s for a second of it', async (_, lose, regain) => {
    const world = await startFreeVoice()
    world.hide()
    speak(world, 1_000)
    lose(world)
    speak(world, 1_000)
    regain(world)
    speak(world, 1_000)
    await comeBack(world)
    expect(world.voices).toHaveLength(1)
    expect(world.feed).toMatchObject({ phase: { value: 'on' }, absence: { value: null } })
  })

  it('rests once the session’s idle time is over, and says so on return', async () => {
    const world = await startFreeVoice()
    world.hide()
    speak(world, keepMs - 100)
    expect(world.openVoices()).toHaveLength(1)
    vi.advanceTimersByTime(100)
    expect(world.openVoices()).toHaveLength(0)
    expect(world.sockets.openNow()).toHaveLength(0)
    await comeBack(world)
    expect(world.feed).toMatchObject({ phase: { value: 'on' }, absence: { value: 'cutShort' } })
    expect(world.voices).toHaveLength(2)
  })

  it('rests by the clock where timers are held back', async () => {
    const world = await startFreeVoice()
    world.hide()
    vi.setSystemTime(Date.now() + keepMs)
    world.voices[0]?.sink.push(pcmFrame())
    expect(world.openVoices()).toHaveLength(0)
    expect(world.sockets.last().sent).toHaveLength(1)
    expect(world.feed.absence.value).toBe('cutShort')
  })

  it('rests by the timer where the clock was set back', async () => {
    const world = await startFreeVoice()
    world.hide()
    vi.setSystemTime(Date.now() - 3_600_000)
    vi.advanceTimersByTime(keepMs)
    expect(world.openVoices()).toHaveLength(0)
  })

  it('has its full time again at each absence', async () => {
    const world = await startFreeVoice()
    for (let i = 0; i < 3; i++) {
      world.hide()
      speak(world, keepMs - 1_000)
      await comeBack(world)
    }
    expect(world.voices).toHaveLength(1)
  })

  it('follows the setting as it is when the page is hidden', async () => {
    const world = await startFreeVoice()
    world.mayListen.value = false
    world.hide()
    world.mayListen.value = true
    expect(world.openVoices()).toHaveLength(0)
  })

  it.each(['pagehide', 'freeze'] as const)('always rests at %s', async (event) => {
    const world = await startFreeVoice()
    world.hide()
    world.tell(event)
    expect(world.openVoices()).toHaveLength(0)
    expect(world.sockets.openNow()).toHaveLength(0)
    expect(world.feed).toMatchObject({ phase: { value: 'paused' }, absence: { value: 'paused' } })
    await comeBack(world)
    expect(world.feed.phase.value).toBe('on')
  })

  it('comes back from the back/forward cache though no change of visibility was ever told', async () => {
    const world = await startHeardVoice()
    world.tell('pagehide')
    expect(world.openVoices()).toHaveLength(0)
    world.tell('pageshow')
    await flushPromises()
    expect(world.feed.phase.value).toBe('on')
  })

  it.each<[string, (world: StartedVoice) => void]>([
    [
      'a device that says nothing any more',
      ({ voices }) => voices.forEach((voice) => (voice.isAlive = false)),
    ],
    ['a device that is muted', ({ voices }) => voices[0]?.sink.mute(true)],
    ['a socket that is gone', ({ sockets }) => sockets.last().drop(abnormal)],
    ['a system that slept', () => vi.setSystemTime(Date.now() + 20_000)],
  ])('starts afresh on return with %s', async (_, happen) => {
    const world = await startFreeVoice()
    world.hide()
    speak(world, 1_000)
    happen(world)
    await comeBack(world)
    expect(world.voices).toHaveLength(2)
    expect(world.openVoices()).toHaveLength(1)
    expect(world.sockets.openNow()).toHaveLength(1)
    expect(world.feed).toMatchObject({ phase: { value: 'on' }, absence: { value: 'paused' } })
  })

  it('begins no capture while hidden, though the device goes away', async () => {
    const world = await startFreeVoice()
    world.hide()
    world.voices[0]?.sink.over('lost')
    await flushPromises()
    expect(world.voices).toHaveLength(1)
    expect(world.feed.phase.value).toBe('paused')
    await comeBack(world)
    expect(world.feed.phase.value).toBe('on')
  })
})

describe('a voice that is alive and silent on return', () => {
  it('gets one fresh start after five seconds of digital zero, and no second one', async () => {
    const world = await back()
    speak(world, 5_000, 0)
    await flushPromises()
    expect(world.voices).toHaveLength(3)
    expect(world.openVoices()).toHaveLength(1)
    world.sockets.last().ready()
    speak(world, 60_000, 0)
    await flushPromises()
    expect(world.voices).toHaveLength(3)
  })

  it('gets one though it gives no frames at all', async () => {
    const world = await back()
    vi.advanceTimersByTime(5_000)
    await flushPromises()
    expect(world.voices).toHaveLength(3)
  })

  it('is left alone once it has given any sound', async () => {
    const world = await back()
    speak(world, 1_000, 0)
    speak(world, 100, 1)
    speak(world, 60_000, 0)
    expect(world.voices).toHaveLength(2)
  })

  it('is left alone where it was never away', async () => {
    const world = await startHeardVoice()
    speak(world, 60_000, 0)
    await flushPromises()
    expect(world.voices).toHaveLength(1)
  })

  it('isn’t judged while the server doesn’t listen or the system keeps the sound back', async () => {
    const world = await back()
    world.voices[1]?.sink.mute(true)
    vi.advanceTimersByTime(30_000)
    expect(world.voices).toHaveLength(2)
  })

  it('isn’t judged once it is switched off', async () => {
    const { feed } = await back()
    feed.stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  async function back() {
    const world = await startHeardVoice()
    world.hide()
    await comeBack(world)
    world.sockets.last().ready()
    return world
  }
})
