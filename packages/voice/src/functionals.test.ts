import { expect, it } from 'vitest'
import { readFixture } from '../test/fixture.ts'
import { toPcm } from '../test/sounds.ts'
import { collectSpeech } from './collect-speech.ts'
import { column, frameColumns, type SpeechFrames } from './frame-layout.ts'
import { computeFunctionals, functionalCount } from './functionals.ts'

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

it('follows the level through time, not through its ranks', () => {
  const [rising, falling] = [0, 1].map((isFalling) => computeFunctionals(levelRamp(isFalling === 1)))
  const turned = Array.from(rising).filter((value, i) => Math.abs(value - falling[i]) > 0.1)
  // Its trend, its first and last third, and the two of its four contour coefficients that aren't symmetrical.
  expect(turned).toHaveLength(5)
})

/** A second of voiced frames whose level climbs by 20 dB, or falls. */
function levelRamp(isFalling: boolean): SpeechFrames {
  const values = new Float32Array(100 * frameColumns)
  for (let row = 0; row < 100; row++) {
    values[row * frameColumns + column.levelDb] = -40 + 0.2 * (isFalling ? 99 - row : row)
    values[row * frameColumns + column.isVoiced] = 1
  }
  return { values, count: 100 }
}
