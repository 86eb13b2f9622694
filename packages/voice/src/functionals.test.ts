import { expect, it } from 'vitest'
import { readFixture } from '../test/fixture.ts'
import { hum, joined, silence, toPcm } from '../test/sounds.ts'
import { collectSpeech } from './collect-speech.ts'
import { column, frameColumns } from './frame-layout.ts'
import { computeFunctionals, functionalCount } from './functionals.ts'
import { isSpeechLike, movesLikeVoice } from './speech-likeness.ts'

const speech = await readFixture()

it('makes as many values as it says, all of them numbers', () => {
  const functionals = computeFunctionals(collectSpeech(toPcm(speech)))
  expect(functionals).toHaveLength(functionalCount)
  expect(functionals.every(Number.isFinite)).toBe(true)
})

it('makes numbers of no speech at all', () => {
  const functionals = computeFunctionals({ values: new Float32Array(), count: 0 })
  expect(functionals).toHaveLength(functionalCount)
  expect(functionals.every(Number.isFinite)).toBe(true)
})

it('has no ear for how loud a voice is', () => {
  const frames = collectSpeech(toPcm(speech))
  const quieter = frames.values.map((value, i) => (i % frameColumns === column.levelDb ? value - 30 : value))
  const [loud, quiet] = [computeFunctionals(frames), computeFunctionals({ ...frames, values: quieter })]
  expect(Array.from(quiet)).toEqual(Array.from(loud, (value) => expect.closeTo(value, 3)))
})

it('tells a voice from a hum', () => {
  const voice = collectSpeech(toPcm(speech))
  const loudHum = collectSpeech(toPcm(joined(silence(1), hum(120, 1.5, 0.5))))
  expect([isSpeechLike(voice), movesLikeVoice(voice)]).toEqual([true, true])
  expect(loudHum.count).toBeGreaterThan(50)
  expect([isSpeechLike(loudHum), movesLikeVoice(loudHum)]).toEqual([false, false])
})
