import { audioCloseCode } from '@undertone/shared'
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createVoiceWorld, keepMs, pcmFrame } from '../test/voice-world.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

/** What a browser says of a connection that broke (RFC 6455, 7.4.1). */
const abnormal = 1006

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
    sockets.last().drop(abnormal)
    expect(feed.isReady.value).toBe(false)
  })

  it('is paused while the system keeps the sound back, and on again after it', async () => {
    const { feed, voices } = await on()
    voices[0]?.sink.mute(true)
    expect(feed.phase.value).toBe('paused')
    voices[0]?.sink.mute(false)
    expect(feed.phase.value).toBe('on')
  })

  it('says so while the system keeps the sound back, and not a moment longer', async () => {
    const { feed, voices } = await on()
    voices[0]?.sink.mute(true)
    expect(feed.trouble.value).toBe('muted')
    voices[0]?.sink.mute(false)
    expect(feed.trouble.value).toBeNull()
    voices[0]?.sink.mute(true)
    feed.stop()
    expect(feed.trouble.value).toBeNull()
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
    expect(world.feed.absence.value).toBe('paused')
    world.show()
    world.isLive.value = true
    await flushPromises()
    expect(world.feed.absence.value).toBe('paused')
    vi.advanceTimersByTime(10_000)
    expect(world.feed.absence.value).toBeNull()
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
    const { feed, sockets, openVoices } = await on()
    sockets.last().drop(audioCloseCode.takenOver)
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

  it('leaves nothing open behind its page, and asks for nothing any more', async () => {
    const { dispose, openVoices, sockets, soundTells } = await on()
    dispose()
    expect(openVoices()).toHaveLength(0)
    expect(sockets.openNow()).toHaveLength(0)
    expect(soundTells.size).toBe(0)
  })
})

describe('the voice of a hidden page', () => {
  it('goes on where the person wants it, with its capture and its socket', async () => {
    const world = await free()
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

  it.each<[string, (world: World) => void, (world: World) => void]>([
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
    const world = await free()
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
    const world = await free()
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
    const world = await free()
    world.hide()
    vi.setSystemTime(Date.now() + keepMs)
    world.voices[0]?.sink.push(pcmFrame())
    expect(world.openVoices()).toHaveLength(0)
    expect(world.sockets.last().sent).toHaveLength(1)
    expect(world.feed.absence.value).toBe('cutShort')
  })

  it('rests by the timer where the clock was set back', async () => {
    const world = await free()
    world.hide()
    vi.setSystemTime(Date.now() - 3_600_000)
    vi.advanceTimersByTime(keepMs)
    expect(world.openVoices()).toHaveLength(0)
  })

  it('has its full time again at each absence', async () => {
    const world = await free()
    for (let i = 0; i < 3; i++) {
      world.hide()
      speak(world, keepMs - 1_000)
      await comeBack(world)
    }
    expect(world.voices).toHaveLength(1)
  })

  it('follows the setting as it is when the page is hidden', async () => {
    const world = await free()
    world.mayListen.value = false
    world.hide()
    world.mayListen.value = true
    expect(world.openVoices()).toHaveLength(0)
  })

  it.each(['pagehide', 'freeze'] as const)('always rests at %s', async (event) => {
    const world = await free()
    world.hide()
    world.tell(event)
    expect(world.openVoices()).toHaveLength(0)
    expect(world.sockets.openNow()).toHaveLength(0)
    expect(world.feed).toMatchObject({ phase: { value: 'paused' }, absence: { value: 'paused' } })
    await comeBack(world)
    expect(world.feed.phase.value).toBe('on')
  })

  it('comes back from the back/forward cache though no change of visibility was ever told', async () => {
    const world = await heard()
    world.tell('pagehide')
    expect(world.openVoices()).toHaveLength(0)
    world.tell('pageshow')
    await flushPromises()
    expect(world.feed.phase.value).toBe('on')
  })

  it.each<[string, (world: World) => void]>([
    [
      'a device that says nothing any more',
      ({ voices }) => voices.forEach((voice) => (voice.isAlive = false)),
    ],
    ['a device that is muted', ({ voices }) => voices[0]?.sink.mute(true)],
    ['a socket that is gone', ({ sockets }) => sockets.last().drop(abnormal)],
    ['a system that slept', () => vi.setSystemTime(Date.now() + 20_000)],
  ])('starts afresh on return with %s', async (_, happen) => {
    const world = await free()
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
    const world = await free()
    world.hide()
    world.voices[0]?.sink.over('lost')
    await flushPromises()
    expect(world.voices).toHaveLength(1)
    expect(world.feed.phase.value).toBe('paused')
    await comeBack(world)
    expect(world.feed.phase.value).toBe('on')
  })
})

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

  it.each<[string, (world: World) => void]>([
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
    const world = await heard()
    world.giveSoundBack()
    world.tap()
    await flushPromises()
    expect(world.voices).toHaveLength(1)
  })

  it('comes back fresh at a tap while the system keeps the sound back', async () => {
    const world = await heard()
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
    const { feed, voices } = await heard()
    expect(feed.hasRecovered.value).toBe(false)
    voices[0]?.sink.over('lost')
    await flushPromises()
    expect(feed.hasRecovered.value).toBe(true)
    vi.advanceTimersByTime(10_000)
    expect(feed.hasRecovered.value).toBe(false)
  })

  it('plays a sample on at a tap, and says nothing of a microphone', async () => {
    const { feed, voices, tap } = await heard()
    voices[0]?.sink.over('sampleInterrupted')
    expect(feed).toMatchObject({ phase: { value: 'paused' }, trouble: { value: 'sampleInterrupted' } })
    tap()
    await flushPromises()
    expect(feed).toMatchObject({ phase: { value: 'on' }, hasRecovered: { value: false } })
  })

  it.each<[string, (world: World) => void]>([
    ['the system keeps the sound back', ({ voices }) => voices[1]?.sink.mute(true)],
    ['it is paused', ({ hide }) => hide()],
  ])('says no longer that it is on again once %s', async (_, happen) => {
    const world = await heard()
    world.voices[0]?.sink.over('lost')
    await flushPromises()
    happen(world)
    expect(world.feed.hasRecovered.value).toBe(false)
  })

  it('says what is missing when no other device is there, and is on again once there is', async () => {
    const world = await heard()
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
    const world = await heard()
    world.voices[0]?.sink.over('interrupted')
    return world
  }
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
    const world = await heard()
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
    const world = await heard()
    world.hide()
    await comeBack(world)
    world.sockets.last().ready()
    return world
  }
})

describe('captures of one device', () => {
  it('say nothing that is heeded once they were let go', async () => {
    const world = await heard()
    world.feed.stop()
    world.feed.start()
    await flushPromises()
    const old = world.voices[0]?.sink
    old?.mute(true)
    old?.over('lost')
    world.sockets.last().ready()
    old?.push(pcmFrame())
    expect(world.feed.phase.value).toBe('on')
    expect(world.voices).toHaveLength(2)
    expect(world.sockets.last().sent).toHaveLength(0)
  })

  it('never overlap: a new one waits until the one before has come and gone', async () => {
    const world = await on({ asks: true })
    world.feed.stop()
    world.feed.start()
    await flushPromises()
    expect(world.questions).toHaveLength(1)
    world.questions.shift()?.()
    await flushPromises()
    expect(world.openVoices()).toHaveLength(0)
    world.questions.shift()?.()
    await flushPromises()
    expect(world.openVoices()).toHaveLength(1)
    expect(world.feed.phase.value).toBe('on')
  })

  it('don’t wait for ever for a question that nobody answers', async () => {
    const world = await on({ asks: true })
    world.feed.stop()
    world.feed.start()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(world.questions).toHaveLength(2)
    world.questions.forEach((answer) => answer())
    await flushPromises()
    expect(world.openVoices()).toHaveLength(1)
  })

  it('never begin for who left while they waited', async () => {
    const world = await on({ asks: true })
    world.feed.stop()
    world.feed.start()
    world.feed.stop()
    world.questions.shift()?.()
    await flushPromises()
    expect(world.questions).toHaveLength(0)
    expect(world.openVoices()).toHaveLength(0)
  })
})

describe('a stretch that wasn’t heard', () => {
  it('is told once sound reaches the server again, with its time by the clock', async () => {
    const world = await heard()
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
    const world = await on()
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
    const world = await heard()
    const fromMs = Date.now()
    world.sockets.last().drop(abnormal)
    speak(world, 3_000)
    world.sockets.last().ready()
    speak(world, 100)
    expect(world.sockets.last().sent).toHaveLength(1)
    expect(world.unheard).toEqual([{ fromMs, toMs: fromMs + 3_100, why: 'connection' }])
    expect(world.stalls()).toBe(1)
  })

  it.each<[string, string, (world: World) => void]>([
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
    const world = await heard()
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
    const world = await heard()
    world.sockets.last().drop(audioCloseCode.takenOver)
    vi.advanceTimersByTime(3_000)
    world.feed.start()
    await flushPromises()
    world.sockets.last().ready()
    speak(world, 200)
    expect(world.unheard).toEqual([])
  })
})

async function on(about: Parameters<typeof createVoiceWorld>[0] = {}) {
  const world = createVoiceWorld(about)
  world.feed.start()
  await flushPromises()
  return world
}

/** On, with a server that listens and has heard something. */
async function heard() {
  const world = await on()
  world.sockets.last().ready()
  world.voices[0]?.sink.push(pcmFrame())
  return world
}

/** On, and free to go on when the page is hidden. */
async function free() {
  const world = await heard()
  world.mayListen.value = true
  return world
}

type World = Awaited<ReturnType<typeof on>>

/** Sound comes from the open capture, a frame each 100 ms. */
function speak({ voices }: World, forMs: number, sample = 1): void {
  for (let ms = 0; ms < forMs; ms += 100) {
    vi.advanceTimersByTime(100)
    voices.findLast(({ isOpen }) => isOpen)?.sink.push(pcmFrame(sample))
  }
}

async function comeBack({ show, isLive }: World): Promise<void> {
  show()
  isLive.value = true
  await flushPromises()
}
