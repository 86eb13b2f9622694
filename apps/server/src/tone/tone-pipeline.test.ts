import { expect, it } from 'vitest'
import { createScriptedVoice, voiceFrame } from '../../test/support/scripted-voice.ts'
import { createFakeClock } from '../fake-clock.ts'
import { createMemoryStore } from '../sessions/memory-store.ts'
import { createTonePipeline } from './tone-pipeline.ts'

async function setUp() {
  const clock = createFakeClock()
  const store = createMemoryStore({ clock, maxSessions: 1, historyCapacity: () => 100 })
  const voice = createScriptedVoice()
  const onError = (error: unknown) => expect.fail(String(error))
  const pipeline = createTonePipeline({ voice, store, hub: { tellSpeechState: () => {} }, clock, onError })
  const session = await store.create({ elcor: false, idleTtlMs: 90_000 })
  const listening = pipeline.listen(session)
  await listening.ready
  const confidences = async () =>
    (await store.history(session.id))?.events.map(({ event }) => event.confidence)
  return { voice, listening, confidences }
}

it('stores what several pushes brought about in the order in which it was heard', async () => {
  const { voice, listening, confidences } = await setUp()
  let heard = 0.5
  voice.onPush = () =>
    [1, 2, 3].map(() => ({ type: 'frame', frame: voiceFrame({ confidence: (heard += 0.01) }) }))
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

it('drops what is still on its way when the microphone goes', async () => {
  const { voice, listening, confidences } = await setUp()
  voice.onPush = () => [{ type: 'frame', frame: voiceFrame() }]
  const pushed = listening.push(new Int16Array(1_600), 1_000)
  listening.stop()
  await pushed
  expect(await confidences()).toEqual([])
})
