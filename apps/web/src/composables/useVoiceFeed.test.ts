import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { VoiceError } from '../audio/voice-error.ts'
import type { OpenVoice, VoiceSink, VoiceTrouble } from '../audio/voice-feed.ts'
import { createFakeSockets } from '../test/fake-audio-socket.ts'
import { withScope } from '../test/with-scope.ts'
import { useVoiceFeed } from './useVoiceFeed.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

describe('the voice feed', () => {
  it('sends what it hears once the server listens', async () => {
    const { voices, sockets } = await on()
    voices[0]?.sink.push(new ArrayBuffer(3_200))
    sockets.last().ready()
    voices[0]?.sink.push(new ArrayBuffer(3_200))
    expect(sockets.last().sent.map((frame) => frame.byteLength)).toEqual([3_200])
  })

  it('opens its socket anew when the way to the server was lost meanwhile, with the same capture', async () => {
    const { sockets, voices, isLive, wayLosses } = await on()
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
    const { sockets, isLive } = await on()
    isLive.value = false
    isLive.value = true
    expect(sockets.all).toHaveLength(1)
  })

  it('is ready while the server listens, and no longer', async () => {
    const { feed, sockets } = await on()
    expect(feed.isReady.value).toBe(false)
    sockets.last().ready()
    expect(feed.isReady.value).toBe(true)
    sockets.last().drop(1006)
    expect(feed.isReady.value).toBe(false)
  })

  it('is paused while the system keeps the sound back, and on again after it', async () => {
    const { feed, voices } = await on()
    voices[0]?.sink.mute(true)
    expect(feed.phase.value).toBe('paused')
    voices[0]?.sink.mute(false)
    expect(feed.phase.value).toBe('on')
  })

  it('asks for a fresh capture when it is tapped while the system keeps the sound back', async () => {
    const { feed, voices, openVoices } = await on()
    voices[0]?.sink.mute(true)
    feed.start()
    await flushPromises()
    expect(feed.phase.value).toBe('on')
    expect(voices).toHaveLength(2)
    expect(openVoices()).toHaveLength(1)
  })

  it('never listens on a page that was hidden before it could start', async () => {
    const { feed, hide, show, isLive, voices } = create()
    hide()
    feed.start()
    await flushPromises()
    expect(feed).toMatchObject({ phase: { value: 'paused' }, wasPaused: { value: true } })
    expect(voices).toHaveLength(0)
    show()
    isLive.value = true
    await flushPromises()
    expect(feed.phase.value).toBe('on')
  })

  it('really stops when the page is hidden, and comes back fresh once the session is known to live', async () => {
    const world = await on()
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
    const world = await on()
    world.hide()
    expect(world.feed.wasPaused.value).toBe(true)
    world.show()
    world.isLive.value = true
    await flushPromises()
    expect(world.feed.wasPaused.value).toBe(true)
    vi.advanceTimersByTime(10_000)
    expect(world.feed.wasPaused.value).toBe(false)
  })

  it('never has two captures, however fast it is turned on and off', async () => {
    const { feed, openVoices, sockets } = await on()
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
    const { feed, openVoices, sockets } = create()
    feed.start()
    feed.stop()
    await flushPromises()
    expect(openVoices()).toHaveLength(0)
    expect(sockets.all).toHaveLength(0)
    expect(feed.phase.value).toBe('off')
  })

  it.each(['refused', 'missing', 'inUse', 'insecure'] as const)(
    'says %s and is off, and can be tried again',
    async (why) => {
      const world = create()
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
    const { feed, sockets, openVoices } = await on()
    sockets.last().drop(4409)
    expect(feed).toMatchObject({ phase: { value: 'off' }, trouble: { value: 'takenOver' } })
    expect(openVoices()).toHaveLength(0)
  })

  it('starts afresh when the device goes away, once it has given sound', async () => {
    const { voices, openVoices } = await on()
    voices[0]?.sink.push(new ArrayBuffer(3_200))
    voices[0]?.sink.over('lost')
    await flushPromises()
    expect(voices).toHaveLength(2)
    expect(openVoices()).toHaveLength(1)
  })

  it('doesn’t turn in circles with a device that never gave sound', async () => {
    const { feed, voices } = await on()
    voices[0]?.sink.over('lost')
    await flushPromises()
    expect(voices).toHaveLength(1)
    expect(feed.trouble.value).toBe('missing')
  })

  it('asks for a tap when the system interrupted the sound', async () => {
    const { feed, voices } = await on()
    voices[0]?.sink.over('interrupted')
    expect(feed).toMatchObject({ phase: { value: 'off' }, trouble: { value: 'needsTap' } })
  })

  it('is over when the clip is over, without trouble', async () => {
    const { feed, voices } = await on()
    voices[0]?.sink.over('finished')
    expect(feed).toMatchObject({
      phase: { value: 'off' },
      trouble: { value: null },
      isFinished: { value: true },
    })
  })

  it('says no longer that the clip is over once it is stopped', async () => {
    const { feed, voices } = await on()
    voices[0]?.sink.over('finished')
    feed.stop()
    expect(feed.isFinished.value).toBe(false)
  })

  it('leaves nothing open behind its page', async () => {
    const { dispose, openVoices, sockets } = await on()
    dispose()
    expect(openVoices()).toHaveLength(0)
    expect(sockets.openNow()).toHaveLength(0)
  })
})

async function on() {
  const world = create()
  world.feed.start()
  await flushPromises()
  return world
}

function create() {
  const sockets = createFakeSockets()
  const visibility = ref<DocumentVisibilityState>('visible')
  const isLive = ref(true)
  const wayLosses = ref(0)
  const refusal = ref<VoiceTrouble | null>(null)
  const voices: { sink: VoiceSink; isOpen: boolean }[] = []
  const world = {
    sockets,
    isLive,
    wayLosses,
    voices,
    refusal,
    openVoices: () => voices.filter(({ isOpen }) => isOpen),
    hide() {
      visibility.value = 'hidden'
      isLive.value = false
    },
    show: () => (visibility.value = 'visible'),
  }
  function openVoice(sink: VoiceSink): Promise<OpenVoice> {
    if (refusal.value) return Promise.reject(new VoiceError(refusal.value))
    const voice = { sink, isOpen: true }
    voices.push(voice)
    return Promise.resolve({ stop: () => void (voice.isOpen = false) })
  }
  const options = {
    sessionId: 's',
    openVoice,
    openSocket: sockets.open,
    random: () => 0.5,
    visibility,
    isLive,
    wayLosses,
  }
  const { result: feed, dispose } = withScope(() => useVoiceFeed(options))
  return Object.assign(world, { feed, dispose })
}
