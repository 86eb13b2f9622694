import { expect, it } from 'vitest'
import { noise, tone } from '../test/sounds.ts'
import { blockSamples } from './audio.ts'
import { createFrameAnalyser } from './frame-analyser.ts'
import { column, frameColumns } from './frame-layout.ts'

it('gives a sine of amplitude 0.5 its level, −9.03 dB', () => {
  expect(rowOf(tone(400, [1], 0.1, 0.5))[column.levelDb]).toBeCloseTo(-9.03, 1)
})

it('gives A2 twelve semitones over A1', () => {
  expect(rowOf(tone(110, [1, 0.5, 0.3], 0.1, 0.5))[column.f0St]).toBeCloseTo(12, 1)
})

it('finds the first harmonic 6 dB over a second of half its height', () => {
  // Both at the middle of a bin, 31.25 Hz wide.
  expect(rowOf(tone(250, [1, 0.5], 0.1, 0.5))[column.h1h2Db]).toBeCloseTo(6.02, 0)
})

it('hears white noise as flat and a tone as not', () => {
  const flat = rowOf(noise('white', 0.1, 0.1))
  const tonal = rowOf(tone(1000, [1], 0.1, 0.5))
  // The logarithm of a chi-square of two degrees lies 2.5 dB under that of its mean.
  expect(flat[column.flatnessDb]).toBeGreaterThan(-4)
  expect(tonal[column.flatnessDb]).toBeLessThan(-25)
  expect(flat[column.entropy]).toBeGreaterThan(0.85)
  expect(tonal[column.entropy]).toBeLessThan(0.3)
})

it('has half the energy of two tones below the lower of them', () => {
  const row = rowOf(tone(1000, [1.05, 0, 0, 1], 0.1, 0.5))
  expect(2 ** (row[column.rolloff50] ?? 0)).toBeGreaterThan(950)
  expect(2 ** (row[column.rolloff50] ?? 0)).toBeLessThan(1150)
  expect(2 ** (row[column.rolloff85] ?? 0)).toBeGreaterThan(3900)
})

it('moves nothing but the level and the mel bands when the same sound is ten times louder', () => {
  const quiet = rowOf(tone(180, [1, 0.8, 0.6, 0.4, 0.2], 0.1, 0.05))
  const loud = rowOf(tone(180, [1, 0.8, 0.6, 0.4, 0.2], 0.1, 0.5))
  const rise = Array.from(loud, (value, index) => value - quiet[index])
  const firstBands = rise.slice(column.firstMel, column.firstMel + 10)
  expect([rise[column.levelDb], ...firstBands]).toEqual(Array(11).fill(expect.closeTo(20, 1)))
  expect(rise.slice(1, column.firstMel)).toEqual(Array(column.firstMel - 1).fill(expect.closeTo(0, 2)))
})

function rowOf(sound: Float32Array): Float32Array {
  const row = new Float32Array(frameColumns)
  createFrameAnalyser().analyse(sound.subarray(0, blockSamples), row)
  return row
}
