import { expect, it } from 'vitest'
import { blockSamples, hopSamples, sampleRateHz } from './audio.ts'
import { createHalfRate } from './half-rate.ts'

// A half-band filter of 23 taps: flat to 2.5 kHz, where voices have their periods; what folds back from over 6 kHz is gone.
it.each([
  [100, 0],
  [1000, 0],
  [2500, -0.5],
])('lets %d Hz pass', (hz, leastDb) => {
  expect(gainDb(hz)).toBeGreaterThan(leastDb - 0.1)
  expect(gainDb(hz)).toBeLessThan(0.1)
})

it.each([6000, 7000])('holds %d Hz back by 50 dB', (hz) => {
  expect(gainDb(hz)).toBeLessThan(-50)
})

function gainDb(hz: number): number {
  const halve = createHalfRate()
  let halved: Float32Array = new Float32Array()
  for (let hop = 0; hop < 4; hop++)
    halved = halve(Float32Array.from({ length: blockSamples }, (_, i) => sineAt(hop * hopSamples + i, hz)))
  const power = halved.reduce((sum, x) => sum + x * x, 0) / halved.length
  return 10 * Math.log10(2 * power)
}

function sineAt(sample: number, hz: number): number {
  return Math.sin((2 * Math.PI * hz * sample) / sampleRateHz)
}
