import { describe, expect, it } from 'vitest'
import { readFixture } from '../test/fixture.ts'
import { joined, noise, silence, toPcm, typing } from '../test/sounds.ts'
import { createRecordingClassifier } from './recording-classifier.ts'
import { loadShippedModel } from './shipped-models.ts'

const speech = await readFixture()
const model = loadShippedModel()

function classified(sound: Float32Array) {
  return createRecordingClassifier({ model }).classify(toPcm(sound))
}

describe('a recording', () => {
  it('of an angry voice is heard as one, its probabilities in keeping', () => {
    const { affect, confidence, arousal, probabilities, seconds } = classified(speech)
    expect(affect).toBe('angry')
    expect(confidence).toBe(probabilities.angry)
    expect(arousal).toBeGreaterThan(0.3)
    expect(seconds).toBe(2)
    expect(Object.values(probabilities).reduce((a, b) => a + b)).toBeCloseTo(1, 5)
  })

  it('always has a guess where somebody speaks, however unsure', () => {
    const unsure = { ...model, calibration: { temperature: 1000, strangeness: 0 } }
    expect(createRecordingClassifier({ model: unsure }).classify(toPcm(speech)).affect).not.toBeNull()
  })

  it('is judged among minutes of silence as it is judged alone', () => {
    const among = classified(joined(silence(30), speech, silence(30)))
    expect(among.affect).toBe('angry')
    expect(among.seconds).toBe(62)
  })

  it.each([
    ['nothing', new Float32Array()],
    ['ten samples', new Float32Array(10)],
    ['silence', silence(5)],
    ['noise', noise('pink', 10, 0.2)],
    ['typing', typing(10, 0.5)],
  ])('of %s has no affect and no confidence', (_, sound) => {
    expect(classified(sound)).toMatchObject({
      affect: null,
      confidence: 0,
      seconds: sound.length / 16_000,
    })
  })
})

describe('the recordings before', () => {
  it('count where they are of the same voice, and only there', () => {
    const [same, strangers] = [true, false].map((sameSpeaker) => {
      const classifier = createRecordingClassifier({ model, sameSpeaker })
      return [speech, speech, speech].map((one) => classifier.classify(toPcm(one)).confidence)
    })
    expect(new Set(same).size).toBe(3)
    expect(new Set(strangers).size).toBe(1)
    expect(same?.[0]).toBe(strangers?.[0])
  })

  it('of nobody teach nothing', () => {
    const classifier = createRecordingClassifier({ model, sameSpeaker: true })
    const alone = classified(speech)
    classifier.classify(toPcm(noise('pink', 10, 0.2)))
    expect(classifier.classify(toPcm(speech))).toEqual(alone)
  })
})
