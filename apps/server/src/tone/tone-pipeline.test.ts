import type { VoiceUpdate } from '@undertone/voice'
import { expect, it } from 'vitest'
import { createScriptedVoice, shortTurn, voiceFrame } from '../../test/support/scripted-voice.ts'
import { createFakeClock } from '../fake-clock.ts'
import { createMemoryStore } from '../sessions/memory-store.ts'
import { decodeKnownVoice } from './known-voice.ts'
import { createTonePipeline, type Listening } from './tone-pipeline.ts'

async function setUp(states: string[] = []) {
  const clock = createFakeClock()
  const store = createMemoryStore({ clock, maxSessions: 1, historyCapacity: () => 100 })
  const voice = createScriptedVoice()
  const onError = (error: unknown) => expect.fail(String(error))
  store.listen({
    appended: () => {},
    spoke: (_, { state }) => void states.push(state),
    microphoneTaken: () => {},
    broken: () => {},
    removed: () => {},
  })
  const kept: string[] = []
  const keepVoice = async (_: string, __: number, known: string) => void kept.push(known)
  const pipeline = createTonePipeline({ voice, store: { ...store, keepVoice }, clock, onError })
  const session = await store.create({ elcor: false, idleTtlMs: 90_000 })
  const listen = async () => {
    const taken = await store.takeMicrophone(session.id)
    if (!taken) throw new Error('The session is gone')
    return pipeline.listen(session, taken)
  }
  const listening = await listen()
  await listening.ready
  const confidences = async () =>
    (await store.history(session.id))?.events.map(({ event }) => event.confidence)
  const shifts = async () =>
    (await store.history(session.id))?.events.map(({ event }) => event.shift_magnitude)
  const timestamps = async () => (await store.history(session.id))?.events.map(({ event }) => event.timestamp)
  /** Every push brings about one short turn, which ends at the sample that `endSample` says. */
  const speakUntil = (endSample: (samples: Int16Array) => number) => {
    voice.onPush = (samples) => shortTurn(voiceFrame({ endSample: endSample(samples) }))
  }
  return {
    kept,
    clock,
    store,
    voice,
    session,
    pipeline,
    listen,
    listening,
    confidences,
    shifts,
    timestamps,
    speakUntil,
  }
}

it('stores what several pushes brought about in the order in which it was heard', async () => {
  const { voice, listening, confidences } = await setUp()
  let heard = 0.5
  voice.onPush = () => [1, 2, 3].flatMap(() => shortTurn(voiceFrame({ confidence: (heard += 0.01) })))
  await Promise.all([1, 2, 3].map(() => listening.push(new Int16Array(1_600), 1_000)))
  expect(await confidences()).toEqual([0.51, 0.52, 0.53, 0.54, 0.55, 0.56, 0.57, 0.58, 0.59])
})

it('goes on after a push that failed', async () => {
  const { voice, listening, confidences } = await setUp()
  voice.onPush = () => Promise.reject(new Error('the thread died'))
  await expect(listening.push(new Int16Array(1_600), 1_000)).rejects.toThrow('the thread died')
  voice.onPush = () => [{ type: 'frame', frame: voiceFrame({ confidence: 0.7 }) }]
  await listening.push(new Int16Array(1_600), 1_000)
  expect(await confidences()).toEqual([0.7])
})

it('says that it listens where the classifier is lost that heard somebody speak, once and in order', async () => {
  const states: string[] = []
  const { voice, listening } = await setUp(states)
  voice.onPush = () => [{ type: 'state', state: 'speaking', endSample: 1_600 }]
  const spoken = listening.push(new Int16Array(1_600), 1_000)
  voice.onPush = () => Promise.reject(new Error('the thread died'))
  const lost = [2_000, 3_000].map((heardAtMs) => listening.push(new Int16Array(1_600), heardAtMs))
  await spoken
  expect((await Promise.allSettled(lost)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(states).toEqual(['listening', 'speaking', 'listening'])
})

it('drops what is still on its way when the microphone goes', async () => {
  const { voice, listening, confidences } = await setUp()
  voice.onPush = () => [{ type: 'frame', frame: voiceFrame() }]
  const pushed = listening.push(new Int16Array(1_600), 1_000)
  listening.stop()
  await pushed
  expect(await confidences()).toEqual([])
})

it('times by the fresh classifier, which counts anew, after a push that failed', async () => {
  const { voice, listening, timestamps, speakUntil } = await setUp()
  speakUntil(({ length }) => length)
  await listening.push(new Int16Array(16_000), 2_000)
  voice.onPush = () => Promise.reject(new Error('the thread died'))
  await expect(listening.push(new Int16Array(16_000), 3_000)).rejects.toThrow('the thread died')
  let heardSamples = 0
  speakUntil(({ length }) => (heardSamples += length))
  for (const heardAtMs of [4_000, 5_000]) await listening.push(new Int16Array(16_000), heardAtMs)
  expect(await timestamps()).toEqual([1, 3, 4])
})

it('never says that something was heard before what came earlier', async () => {
  const { listening, timestamps, speakUntil } = await setUp()
  speakUntil(({ length }) => length)
  for (const heardAtMs of [3_000, 2_500]) await listening.push(new Int16Array(0), heardAtMs)
  expect(await timestamps()).toEqual([2, 2])
})

it('says nothing of listening once the microphone is gone, however late the classifier was', async () => {
  const states: string[] = []
  const { listen, listening, voice } = await setUp(states)
  listening.stop()
  let goOn = () => {}
  voice.open = () => new Promise<void>((resolve) => (goOn = resolve))
  const late = await listen()
  late.stop()
  goOn()
  await late.ready
  expect(states).toEqual(['listening', 'mic_off'])
})

it('tells once what the classifier and its frames say alike, and ends "unclear" with the event that does', async () => {
  const states: string[] = []
  const { voice, listening, confidences } = await setUp(states)
  const frames = [0.2, 0.2, 0.7, 0.7].map((confidence, n) =>
    voiceFrame({ confidence, endSample: (n + 1) * 8_000 }),
  )
  voice.onPush = () => [
    { type: 'state', state: 'speaking', endSample: 4_000 },
    ...frames.flatMap((frame): VoiceUpdate[] => [
      { type: 'state', state: frame.confidence < 0.4 ? 'unclear' : 'speaking', endSample: frame.endSample },
      { type: 'frame', frame },
    ]),
    { type: 'state', state: 'listening', endSample: 40_000 },
  ]
  await listening.push(new Int16Array(40_000), 3_000)
  expect(states).toEqual(['listening', 'speaking', 'unclear', 'speaking', 'listening'])
  expect(await confidences()).toEqual([0.7])
})

it('goes on with what was usual for the voice when its microphone is off and on again', async () => {
  const { listen, session, voice, listening, shifts } = await setUp()
  voice.learnt = { weight: 1, offsets: Float64Array.of(0.5) }
  const speak = async (to: Listening, arousal: number, times: number) => {
    voice.onPush = () => shortTurn(voiceFrame({ arousal }))
    for (let n = 0; n < times; n++) await to.push(new Int16Array(8_000), 1_000 + 500 * n)
  }
  await speak(listening, -0.4, 30)
  listening.stop()
  await expect.poll(() => voice.closed).toEqual([session.id])
  const again = await listen()
  await again.ready
  await speak(again, 0.6, 1)
  expect(voice.told).toEqual([null, voice.learnt])
  expect((await shifts())?.at(-1)).toBeGreaterThan(0.8)
})

it('goes on with what was usual for the voice when another microphone takes over', async () => {
  const { listen, voice, listening, shifts } = await setUp()
  voice.onPush = () => shortTurn(voiceFrame({ arousal: -0.4 }))
  for (let n = 0; n < 30; n++) await listening.push(new Int16Array(8_000), 1_000 + 500 * n)
  listening.stop({ takenOver: true })
  const again = await listen()
  await again.ready
  voice.onPush = () => shortTurn(voiceFrame({ arousal: 0.6 }))
  await again.push(new Int16Array(8_000), 20_000)
  expect(voice.closed).toEqual([])
  expect((await shifts())?.at(-1)).toBeGreaterThan(0.8)
})

it('keeps what is known of the voice every minute in which it speaks, for where it is cut off', async () => {
  const { kept, clock, voice, listening } = await setUp()
  voice.learnt = { weight: 1, offsets: Float64Array.of(0.5) }
  voice.onPush = () => shortTurn(voiceFrame({ arousal: -0.4 }))
  await listening.push(new Int16Array(8_000), clock.nowMs())
  clock.advance(60_000)
  voice.onPush = () => []
  await listening.push(new Int16Array(8_000), clock.nowMs())
  expect(kept).toEqual([])
  voice.onPush = () => shortTurn(voiceFrame({ arousal: -0.4 }))
  await listening.push(new Int16Array(8_000), clock.nowMs())
  await expect.poll(() => kept.length).toBe(1)
  expect(decodeKnownVoice(kept[0] ?? null)).toMatchObject({
    classifier: voice.learnt,
    usual: { frames: 2, arousal: -0.4 },
  })
})

it('tells the store that a microphone has gone though its classifier can’t be asked any more', async () => {
  const errors: unknown[] = []
  const { store, voice, session, clock } = await setUp()
  const left: (string | null)[] = []
  const leaveMicrophone = async (_: string, __: number, known: string | null) => void left.push(known)
  const onError = (error: unknown) => void errors.push(error)
  const pipeline = createTonePipeline({ voice, store: { ...store, leaveMicrophone }, clock, onError })
  voice.close = () => Promise.reject(new Error('the thread died'))
  pipeline.listen(session, { number: 2, voice: null }).stop()
  await pipeline.settled()
  expect(left).toEqual([null])
  expect(errors).toHaveLength(1)
})

it('leaves no classifier for a session that is gone, though its microphone goes later', async () => {
  const { pipeline, session, store, voice, listening } = await setUp()
  await store.remove(session.id, 'ended')
  await pipeline.release(session.id)
  listening.stop()
  await expect.poll(() => [...voice.opened]).toEqual([])
})
