import { expect, it } from 'vitest'
import { inRoom } from '../test/in-room.ts'
import { measureShape, toLevelsDb, type SpectralShape } from './spectral-shape.ts'

const binHz = 31.25

/** The shape of a spectrum whose level at each frequency is given, dB. */
function shapeOf(levelDbAt: (hz: number) => number): SpectralShape {
  const power = inRoom(Array.from({ length: 257 }, (_, k) => 10 ** (levelDbAt(k * binHz) / 10)))
  const levelsDb = inRoom(new Float32Array(257))
  toLevelsDb(power, levelsDb)
  return measureShape(power, levelsDb)
}

it('finds the slopes of a spectrum that falls by 20 dB per kHz, then by 6', () => {
  const shape = shapeOf((hz) => (hz < 500 ? -hz / 50 : -10 - 0.006 * (hz - 500)))
  expect(shape.slopeLow).toBeCloseTo(-20, 2)
  expect(shape.slopeMid).toBeCloseTo(-6, 2)
})

it('has an alpha ratio and a Hammarberg index of as many dB as the spectrum steps down', () => {
  expect(shapeOf((hz) => (hz < 2000 ? 0 : -25)).hammarbergDb).toBeCloseTo(25, 4)
  // 30 bins against 128 of the same level, 6.30 dB fewer.
  expect(shapeOf((hz) => (hz < 1000 ? 0 : -20)).alphaRatioDb).toBeCloseTo(20 - 10 * Math.log10(128 / 30), 4)
})

it('calls an even spectrum flat, and its entropy whole', () => {
  const shape = shapeOf(() => -40)
  expect(shape.flatnessDb).toBeCloseTo(0, 1)
  expect(shape.entropy).toBeCloseTo(1, 2)
})

it('has the quarter, the half and 85 % of an even spectrum where they are, to 1½ bins', () => {
  const { rolloff25, rolloff50, rolloff85 } = shapeOf(() => -40)
  const away = [2 ** rolloff25 - 2000, 2 ** rolloff50 - 4000, 2 ** rolloff85 - 6800]
  expect(Math.max(...away.map(Math.abs))).toBeLessThan(1.5 * binHz)
})

it('has nothing but numbers for silence', () => {
  expect(Object.values(shapeOf(() => -Infinity)).every(Number.isFinite)).toBe(true)
})
