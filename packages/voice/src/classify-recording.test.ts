import { expect, it } from 'vitest'
import { readFixture } from '../test/fixture.ts'
import { joined, noise, silence, toPcm, typing } from '../test/sounds.ts'
import { classifyRecording } from './classify-recording.ts'
import { loadDefaultModel } from './default-model.ts'

const speech = await readFixture()

it('hears an angry voice, its probabilities in keeping', () => {
  const { affect, confidence, arousal, probabilities, seconds } = classifyRecording(toPcm(speech))
  expect(affect).toBe('angry')
  expect(confidence).toBe(probabilities.angry)
  expect(arousal).toBeGreaterThan(0.3)
  expect(seconds).toBe(2)
  expect(Object.values(probabilities).reduce((a, b) => a + b)).toBeCloseTo(1, 5)
})

it('always has a guess where somebody speaks, however unsure', () => {
  const unsure = { ...loadDefaultModel(), temperature: 1000 }
  expect(classifyRecording(toPcm(speech), { model: unsure }).affect).not.toBeNull()
})

it('judges one short utterance among minutes of silence as it judges it alone', () => {
  const among = classifyRecording(toPcm(joined(silence(30), speech, silence(30))))
  expect(among.affect).toBe('angry')
  expect(among.seconds).toBe(62)
})

it.each([
  ['nothing', new Float32Array()],
  ['ten samples', new Float32Array(10)],
  ['silence', silence(5)],
  ['noise', noise('pink', 10, 0.2)],
  ['typing', typing(10, 0.5)],
])('has no affect and no confidence for %s', (_, sound) => {
  expect(classifyRecording(toPcm(sound))).toMatchObject({
    affect: null,
    confidence: 0,
    seconds: sound.length / 16_000,
  })
})
