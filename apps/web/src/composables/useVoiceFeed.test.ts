import { audioCloseCode } from '@undertone/shared'
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { startVoice } from '../test/started-voice.ts'
import { createVoiceWorld } from '../test/voice-world.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

/** What a browser says of a connection that broke (RFC 6455, 7.4.1). */
const abnormal = 1006

describe('the voice feed', () => {
  it('sends what it hears once the server listens', async () => {
    const { voices, sockets } = await startVoice()
    voices[0]?.sink.push(new ArrayBuffer(3_200))
    sockets.last().ready()
    voices[0]?.sink.push(new ArrayBuffer(3_200))
    expect(sockets.last().sent.map((frame) => frame.byteLength)).toEqual([3_200])
  })

  it('opens its socket anew when the way to the server was lost meanwhile, with the same capture', async () => {
    const { sockets, voices, isLive, wayLosses } = await startVoice()
    const old = sockets.last()
    wayLosses.value++
    isLive.value = false
    isLive.value = true
    expect(old.isClosed).toBe(true)
    expect(sockets.all).toHaveLength(2)
    sockets.last().ready()
    voices[0]?.sink.push(new ArrayBuffer(3_200))
    expect(sockets.last().sent).toHaveLength(1)
  })

  it('keeps its socket when the stream is only replaced at its age', async () => {
    const { sockets, isLive } = await startVoice()
    isLive.value = false
    isLive.value = true
    expect(sockets.all).toHaveLength(1)
  })

  it('is ready while the server listens, and no longer', async () => {
    const { feed, sockets } = await startVoice()
    expect(feed.isReady.value).toBe(false)
    sockets.last().ready()
    expect(feed.isReady.value).toBe(true)
    sockets.last().drop(abnormal)
    expect(feed.isReady.value).toBe(false)
  })

  it('is paused while the system keeps the sound back, and on again after it', async () => {
    const { feed, voices } = await startVoice()
    voices[0]?.sink.mute(true)
    expect(feed.phase.value).toBe('paused')
    voices[0]?.sink.mute(false)
    expect(feed.phase.value).toBe('on')
  })

  it('says so while the system keeps the sound back, and not a moment longer', async () => {
    const { feed, voices } = await startVoice()
    voices[0]?.sink.mute(true)
    expect(feed.trouble.value).toBe('muted')
    voices[0]?.sink.mute(false)
    expect(feed.trouble.value).toBeNull()
    voices[0]?.sink.mute(true)
    feed.stop()
    expect(feed.trouble.value).toBeNull()
  })

  it('asks for a fresh capture when it is tapped while the system keeps the sound back', async () => {
    const { feed, voices, openVoices } = await startVoice()
    voices[0]?.sink.mute(true)
    feed.start()
    await flushPromises()
    expect(feed.phase.value).toBe('on')
    expect(voices).toHaveLength(2)
    expect(openVoices()).toHaveLength(1)
  })

  it('never listens on a page that was hidden before it could start', async () => {
    const { feed, hide, show, isLive, voices } = createVoiceWorld()
    hide()
    feed.start()
    await flushPromises()
    expect(feed).toMatchObject({ phase: { value: 'paused' }, absence: { value: 'paused' } })
    expect(voices).toHaveLength(0)
    show()
    isLive.value = true
    await flushPromises()
    expect(feed.phase.value).toBe('on')
  })

  it('really stops when the page is hidden, and comes back fresh once the session is known to live', async () => {
    const world = await startVoice()
    world.hide()
    expect(world).toMatchObject({ feed: { phase: { value: 'paused' } } })
    expect(world.openVoices()).toHaveLength(0)
    expect(world.sockets.openNow()).toHaveLength(0)
    world.show()
    await flushPromises()
    expect(world.voices).toHaveLength(1)
    world.isLive.value = true
    await flushPromises()
    expect(world.feed.phase.value).toBe('on')
    expect(world.voices).toHaveLength(2)
    expect(world.openVoices()).toHaveLength(1)
  })

  it('says that it was paused, and stops saying so', async () => {
    const world = await startVoice()
    world.hide()
    expect(world.feed.absence.value).toBe('paused')
    world.show()
    world.isLive.value = true
    await flushPromises()
    expect(world.feed.absence.value).toBe('paused')
    vi.advanceTimersByTime(10_000)
    expect(world.feed.absence.value).toBeNull()
  })

  it('never has two captures, however fast it is turned on and off', async () => {
    const { feed, openVoices, sockets } = await startVoice()
    for (let i = 0; i < 4; i++) {
      feed.stop()
      feed.start()
      feed.start()
    }
    await flushPromises()
    expect(openVoices()).toHaveLength(1)
    expect(sockets.openNow()).toHaveLength(1)
  })

  it('stops a microphone that was allowed only after it was turned off', async () => {
    const { feed, openVoices, sockets } = createVoiceWorld()
    feed.start()
    feed.stop()
    await flushPromises()
    expect(openVoices()).toHaveLength(0)
    expect(sockets.all).toHaveLength(0)
    expect(feed.phase.value).toBe('off')
  })

  it.each(['refused', 'insecure', 'unsupported'] as const)(
    'says %s and is off, and can be tried again',
    async (why) => {
      const world = createVoiceWorld()
      world.refusal.value = why
      world.feed.start()
      await flushPromises()
      expect(world.feed).toMatchObject({ phase: { value: 'off' }, trouble: { value: why } })
      world.refusal.value = null
      world.feed.start()
      await flushPromises()
      expect(world.feed).toMatchObject({ phase: { value: 'on' }, trouble: { value: null } })
    },
  )

  it('stops when another microphone took over, and says so', async () => {
    const { feed, sockets, openVoices } = await startVoice()
    sockets.last().drop(audioCloseCode.takenOver)
    expect(feed).toMatchObject({ phase: { value: 'off' }, trouble: { value: 'takenOver' } })
    expect(openVoices()).toHaveLength(0)
  })

  it('starts afresh when the device goes away, once it has given sound', async () => {
    const { voices, openVoices } = await startVoice()
    voices[0]?.sink.push(new ArrayBuffer(3_200))
    voices[0]?.sink.over('lost')
    await flushPromises()
    expect(voices).toHaveLength(2)
    expect(openVoices()).toHaveLength(1)
  })

  it('doesn’t turn in circles with a device that never gave sound', async () => {
    const { feed, voices } = await startVoice()
    voices[0]?.sink.over('lost')
    await flushPromises()
    expect(voices).toHaveLength(1)
    expect(feed.trouble.value).toBe('missing')
  })

  it('is over when the clip is over, without trouble', async () => {
    const { feed, voices } = await startVoice()
    voices[0]?.sink.over('finished')
    expect(feed).toMatchObject({
      phase: { value: 'off' },
      trouble: { value: null },
      isFinished: { value: true },
    })
  })

  it('says no longer that the clip is over once it is stopped', async () => {
    const { feed, voices } = await startVoice()
    voices[0]?.sink.over('finished')
    feed.stop()
    expect(feed.isFinished.value).toBe(false)
  })

  it('leaves nothing open behind its page, and asks for nothing any more', async () => {
    const { dispose, openVoices, sockets, soundTells } = await startVoice()
    dispose()
    expect(openVoices()).toHaveLength(0)
    expect(sockets.openNow()).toHaveLength(0)
    expect(soundTells.size).toBe(0)
  })
})
