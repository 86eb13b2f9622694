import { expect, it } from 'vitest'
import { inRoom } from '../test/in-room.ts'
import { createCosineTransform } from './cosine-transform.ts'

it('leaves out the mean: a louder spectrum has the same coefficients', () => {
  const transform = createCosineTransform(26, 13)
  const quiet = Array.from({ length: 26 }, (_, i) => Math.sin(i))
  const loud = quiet.map((value) => value + 20)
  const [a, b] = [new Float32Array(13), new Float32Array(13)]
  transform(inRoom(quiet), a, 0)
  transform(inRoom(loud), b, 0)
  expect(Array.from(b)).toEqual(Array.from(a, (value) => expect.closeTo(value, 5)))
})

it('finds a cosine in its own coefficient, at the root of half its length', () => {
  const out = new Float32Array(13)
  const wave = Array.from({ length: 26 }, (_, i) => Math.cos((Math.PI * 4 * (i + 0.5)) / 26))
  createCosineTransform(26, 13)(inRoom(wave), out, 0)
  expect(Array.from(out)).toEqual(Array.from(out, (_, k) => expect.closeTo(k === 3 ? Math.sqrt(13) : 0, 5)))
})
