import { expect } from 'vitest'
import type { Liveness } from '../api/session-client.ts'
import { useToneStream } from '../composables/useToneStream.ts'
import { useWakeLock } from '../composables/useWakeLock.ts'
import { useTonesStore } from '../stores/tones.ts'
import { createFakeStreams } from './fake-event-stream.ts'
import { createFakePage } from './fake-page.ts'
import { withScope } from './with-scope.ts'

/** Everything that can happen to a page, its network, its server and its screen. */
export const happenings = [
  'hide',
  'show',
  'pagehide',
  'pageshow from the cache',
  'freeze',
  'resume',
  'online',
  'offline',
  'the audio doubts the way',
  'stream opens',
  'stream says something',
  'stream breaks',
  'a stream from before says something',
  'server says alive',
  'server says unsure',
  'a second passes',
  'a minute passes',
  'screen lock granted',
  'screen lock refused',
  'screen lock taken back',
  'tap',
] as const
export type Happening = (typeof happenings)[number] | 'server says gone' | 'session expires'

/** A page with its stream and its wake lock; every answer from outside waits until a happening gives it. */
export function createLife() {
  const fake = createFakePage()
  const streams = createFakeStreams()
  const checks: ((liveness: Liveness) => void)[] = []
  const screen = createFakeScreen()
  let wipes = 0
  let isCertain = false
  let hasEnded = false
  let mostShown = 0

  const { result, dispose } = withScope(() => {
    const tones = useTonesStore()
    tones.begin('s')
    const wakeLock = useWakeLock({
      wakeLock: screen.wakeLock,
      isVisible: () => fake.page.document.visibilityState === 'visible',
    })
    const stream = useToneStream({
      sessionId: 's',
      tones,
      client: { check: () => new Promise((answer) => checks.push(answer)) },
      openStream: streams.open,
      page: fake.page,
      random: () => 0.5,
      mayGoOnHidden: () => false,
      onAwake: (awake) => (awake ? wakeLock.acquire() : wakeLock.release()),
      onTimestamp: () => undefined,
      onHeard: () => undefined,
      onExpired: () => void wipes++,
      onEnded: () => undefined,
    })
    return { tones, wakeLock, stream }
  })
  const { tones, wakeLock, stream } = result
  stream.start()

  const open = () => streams.openNow().at(-1)
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  function answerCheck(liveness: Liveness): void {
    if (liveness === 'gone' && stream.phase.value === 'checking') isCertain = true
    // Questions from before may be answered as well: nobody asked them any more.
    checks.splice(0).forEach((answer) => answer(liveness))
  }

  const acts: Record<Happening, () => void> = {
    ...actsOfPage(fake),
    ...actsOfStreams(streams, () => tones.lastId),
    'the audio doubts the way': () => stream.doubt(),
    'server says alive': () => answerCheck('alive'),
    'server says unsure': () => answerCheck('unsure'),
    'server says gone': () => answerCheck('gone'),
    'session expires'() {
      isCertain ||= open() !== undefined
      open()?.say('session-end', { session_id: 's', reason: 'expired' })
    },
    'screen lock granted': () => screen.answer(true),
    'screen lock refused': () => screen.answer(false),
    'screen lock taken back': () => screen.takeBack(),
    tap: () => void wakeLock.refresh(),
  }

  return {
    settle,
    dispose,
    phase: () => stream.phase.value,
    openStreams: () => streams.openNow().length,
    heldLocks: () => screen.held(),
    end() {
      hasEnded = true
      stream.stop()
    },
    async take(happening: Happening) {
      acts[happening]()
      await settle()
    },
    check() {
      expect(streams.openNow().length).toBeLessThanOrEqual(1)
      expect(screen.held()).toBeLessThanOrEqual(1)
      expect(screen.asked()).toBeLessThanOrEqual(1)
      expect(wipes).toBeLessThanOrEqual(isCertain && !hasEnded ? 1 : 0)
      expect(tones.items.length).toBeGreaterThanOrEqual(mostShown)
      mostShown = tones.items.length
    },
    async checkNothingHeld() {
      // A lock that was asked for before may still come.
      screen.answer(true)
      await settle()
      expect([streams.openNow().length, screen.held(), fake.timers()]).toEqual([0, 0, 0])
    },
  }
}

function actsOfPage(fake: ReturnType<typeof createFakePage>) {
  return {
    hide: () => fake.show('hidden'),
    show: () => fake.show('visible'),
    pagehide: () => fake.tell('window', 'pagehide'),
    'pageshow from the cache': () => fake.tell('window', 'pageshow', { persisted: true }),
    freeze: () => fake.tell('document', 'freeze'),
    resume: () => fake.tell('document', 'resume'),
    online: () => fake.tell('window', 'online'),
    offline: () => fake.tell('window', 'offline'),
    'a second passes': () => fake.pass(1_000),
    'a minute passes': () => fake.pass(60_000),
  }
}

function actsOfStreams(streams: ReturnType<typeof createFakeStreams>, lastId: () => number) {
  const open = () => streams.openNow().at(-1)
  let nextId = 1
  return {
    'stream opens': () => open()?.open(lastId(), { resumed_from: lastId() }),
    'stream says something': () => open()?.tone(nextId++),
    'stream breaks': () => open()?.fail(),
    'a stream from before says something': () =>
      streams.all
        .filter(({ isClosed }) => isClosed)
        .at(-1)
        ?.say('session-end', { session_id: 's', reason: 'expired' }),
  }
}

/** A screen whose locks are granted, refused and taken back as a test says. */
function createFakeScreen() {
  const questions: ((isGranted: boolean) => void)[] = []
  const held = new Set<() => void>()

  function grant() {
    const listeners: (() => void)[] = []
    const letGo = () => {
      if (held.delete(letGo)) listeners.forEach((listener) => listener())
    }
    held.add(letGo)
    return {
      release: () => Promise.resolve(letGo()),
      addEventListener: (_type: 'release', listener: () => void) => void listeners.push(listener),
    }
  }

  return {
    wakeLock: {
      request: () =>
        new Promise<ReturnType<typeof grant>>((resolve, reject) => {
          questions.push((isGranted) =>
            isGranted ? resolve(grant()) : reject(new DOMException('', 'NotAllowedError')),
          )
        }),
    },
    answer: (isGranted: boolean) => questions.splice(0).forEach((answer) => answer(isGranted)),
    takeBack: () => [...held].forEach((letGo) => letGo()),
    held: () => held.size,
    asked: () => questions.length,
  }
}
