import { expect, it } from 'vitest'
import { contourOf, modulationOf } from './movement.ts'

it('gives a cosine over the stretch to its own coefficient, half its height', () => {
  const wave = Float32Array.from({ length: 200 }, (_, i) => 7 + 3 * Math.cos((Math.PI * 2 * (i + 0.5)) / 200))
  expect(contourOf(wave, 4)).toEqual([0, 1.5, 0, 0].map((value) => expect.closeTo(value, 5)))
})

it('hears syllables, three a second, in the band of 2–4 Hz', () => {
  const level = Float32Array.from({ length: 300 }, (_, i) => 10 * Math.sin((2 * Math.PI * 3 * i) / 100))
  const [phrases, stress, syllables, tremor] = modulationOf(level)
  expect(Math.max(phrases, syllables, tremor)).toBeLessThan(stress - 10)
})

it('has numbers for nothing at all', () => {
  const nothing = new Float32Array()
  expect(contourOf(nothing, 2)).toEqual([0, 0])
  expect(modulationOf(nothing).every(Number.isFinite)).toBe(true)
})
