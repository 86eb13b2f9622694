import { audioCloseCode } from '@undertone/shared'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createVoiceWorld, keepMs, pcmFrame } from '../test/voice-world.ts'
import type { FakeVoice } from '../test/voice-world.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('holds its promises whatever the page, the person, the device, the system and the network do', async () => {
  const schedules = fc.array(stepArbitrary, { maxLength: 60, size: 'max' })
  await fc.assert(
    fc.asyncProperty(schedules, async (steps) => {
      const model = createModel()
      for (const step of steps) {
        model.take(step)
        await flush()
        model.check()
      }
      await model.heal()
      model.checkSettled()
      await model.leave()
    }),
    { numRuns: 1_000 },
  )
}, 60_000)

/** What a browser says of a connection that broke (RFC 6455, 7.4.1). */
const abnormal = 1006
const closeCodes = [...Object.values(audioCloseCode), abnormal]
const finalCodes: readonly number[] = [
  audioCloseCode.sessionOver,
  audioCloseCode.noSession,
  audioCloseCode.forbidden,
  audioCloseCode.takenOver,
]

type Step = { readonly do: Name } | { readonly pass: number } | { readonly drop: number }
const names = [
  ...['hide', 'show', 'pagehide', 'pageshow', 'freeze', 'resume', 'allow', 'forbid', 'live', 'unlive'],
  ...['wayLost', 'start', 'stop', 'tap', 'soundBack', 'answer', 'miss', 'refuse', 'sound', 'zero', 'ready'],
  ...['stuck', 'taken', 'lost', 'interrupted', 'muted', 'unmuted', 'dead', 'stale', 'slept'],
] as const
type Name = (typeof names)[number]

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constantFrom(...names) }) },
  // What leads anywhere at all should come often.
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom<Name>('start', 'answer', 'sound', 'ready', 'show') }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom<Name>('hide', 'allow', 'live') }) },
  { weight: 3, arbitrary: fc.record({ pass: fc.constantFrom(100, 1_000, 5_000, 30_000, keepMs) }) },
  { weight: 2, arbitrary: fc.record({ drop: fc.constantFrom(...closeCodes) }) },
)

function createModel() {
  const world = createVoiceWorld({ asks: true })
  const { feed, sockets } = world
  let isHidden = false
  let isGone = false
  /** What may listen while the page is hidden, and since when: by a clock that sleeps with the system, and by the wall. */
  let allowed: { voice: FakeVoice | undefined; ranMs: number; wallMs: number } | null = null
  let ranMs = 0
  /** The person wants it, and nothing has happened since that would end it for good. */
  let isWanted = false

  const isSeen = () => !isHidden && !isGone
  const current = () => world.voices.findLast(({ isOpen }) => isOpen)
  const sent = () => sockets.all.reduce((sum, socket) => sum + socket.sent.length, 0)

  const acts: Readonly<Record<Name, () => void>> = {
    hide() {
      if (isSeen() && world.mayListen.value) allowed = { voice: current(), ranMs, wallMs: Date.now() }
      isHidden = true
      world.hide()
    },
    show() {
      isHidden = false
      isGone = false
      allowed = null
      world.show()
    },
    pagehide: () => putAway('pagehide'),
    freeze: () => putAway('freeze'),
    pageshow: () => bringBack('pageshow'),
    resume: () => bringBack('resume'),
    start() {
      isWanted = true
      feed.start()
    },
    stop() {
      isWanted = false
      feed.stop()
    },
    answer: () => answer(null),
    miss: () => answer('missing'),
    refuse() {
      if (world.questions.length > 0) isWanted = false
      answer('refused')
    },
    sound: () => push(pcmFrame(1)),
    zero: () => push(pcmFrame(0)),
    ...actsAround(world),
  }

  function putAway(event: 'pagehide' | 'freeze'): void {
    isGone = true
    allowed = null
    world.tell(event)
  }

  function bringBack(event: 'pageshow' | 'resume'): void {
    isGone = false
    if (!isHidden) allowed = null
    world.tell(event)
  }

  function answer(refusal: 'missing' | 'refused' | null): void {
    world.refusal.value = refusal
    world.questions.shift()?.()
  }

  function push(frame: ArrayBuffer): void {
    const before = sent()
    current()?.sink.push(frame)
    if (isSeen() || sent() === before) return
    expect(allowed).not.toBeNull()
    expect(Date.now() - (allowed?.wallMs ?? -Infinity)).toBeLessThan(keepMs)
  }

  function take(step: Step): void {
    if ('pass' in step) {
      ranMs += step.pass
      vi.advanceTimersByTime(step.pass)
    } else if ('drop' in step) {
      if (sockets.openNow().length > 0 && finalCodes.includes(step.drop)) isWanted = false
      sockets.openNow().at(-1)?.drop(step.drop)
    } else {
      acts[step.do]()
    }
  }

  function check(): void {
    expect(world.openVoices().length).toBeLessThanOrEqual(1)
    expect(sockets.openNow().length).toBeLessThanOrEqual(1)
    if (feed.phase.value === 'off') expectNothingOpen()
    if (!isSeen() && (!allowed || ranMs - allowed.ranMs >= keepMs)) expectNothingOpen()
    if (!isSeen() && current()) expect(current()).toBe(allowed?.voice)
    if (world.openVoices().length === 0) expect(sockets.openNow()).toEqual([])
    if (isWanted) expect(feed.isWanted.value).toBe(true)
  }

  function expectNothingOpen(): void {
    expect(world.openVoices()).toEqual([])
    expect(sockets.openNow()).toEqual([])
  }

  /** All is well from now on: device, system, server and network do what they should. */
  async function heal(): Promise<void> {
    acts.show()
    world.isLive.value = true
    for (let i = 0; i < 40; i++) {
      acts.taken()
      while (world.questions.length > 0) acts.answer()
      await flush()
      acts.unmuted()
      acts.soundBack()
      acts.sound()
      acts.ready()
      await flush()
      check()
      if (i < 39) vi.advanceTimersByTime(1_000)
    }
  }

  function checkSettled(): void {
    if (isWanted) expect(feed.isWanted.value).toBe(true)
    if (!feed.isWanted.value) return expectNothingOpen()
    expect(feed).toMatchObject({ phase: { value: 'on' }, isReady: { value: true }, trouble: { value: null } })
    expect(world.openVoices()).toHaveLength(1)
    expect(sockets.openNow()).toHaveLength(1)
    expect(feed).toMatchObject({ absence: { value: null }, hasRecovered: { value: false } })
  }

  async function leave(): Promise<void> {
    feed.stop()
    feed.start()
    world.dispose()
    expectNothingOpen()
    while (world.questions.length > 0) acts.answer()
    await flush()
    expectNothingOpen()
    expect(world.soundTells.size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  }

  return { take, check, heal, checkSettled, leave }
}

/** What befalls the page from outside, and changes nothing of what is promised. */
function actsAround(world: ReturnType<typeof createVoiceWorld>) {
  const { sockets } = world
  const current = () => world.voices.findLast(({ isOpen }) => isOpen)
  return {
    allow: () => void (world.mayListen.value = true),
    forbid: () => void (world.mayListen.value = false),
    live: () => void (world.isLive.value = true),
    unlive: () => void (world.isLive.value = false),
    wayLost: () => void world.wayLosses.value++,
    tap: () => void world.tap(),
    soundBack: () => world.giveSoundBack(),
    ready: () => sockets.openNow().at(-1)?.ready(),
    stuck: () => sockets.openNow().forEach((socket) => (socket.bufferedAmount = 64_000)),
    taken: () => sockets.openNow().forEach((socket) => (socket.bufferedAmount = 0)),
    lost: () => current()?.sink.over('lost'),
    interrupted: () => current()?.sink.over('interrupted'),
    muted: () => current()?.sink.mute(true),
    unmuted: () => current()?.sink.mute(false),
    dead() {
      const voice = current()
      if (voice) voice.isAlive = false
    },
    // What a capture that was let go still says, nobody heeds.
    stale() {
      const { sink } = world.voices.find(({ isOpen }) => !isOpen) ?? {}
      sink?.push(pcmFrame())
      sink?.mute(true)
      sink?.over('lost')
    },
    slept: () => void vi.setSystemTime(Date.now() + keepMs),
  }
}

async function flush(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}
