import { framesPerS } from './audio.ts'
import { decibels } from './decibels.ts'
import { meanOf } from './statistics.ts'

/** The first `count` coefficients of the DCT-II of a contour over its own mean, divided by its length: its shape. */
export function contourOf(values: Float32Array, count: number): number[] {
  const mean = meanOf(values)
  return Array.from({ length: count }, (_, k) => {
    const turn = (Math.PI * (k + 1)) / Math.max(1, values.length)
    return waveSum(values, mean, turn, turn / 2).re / Math.max(1, values.length)
  })
}

/** Edges of the bands of modulation, Hz: phrases, stressed syllables, syllables, tremor. */
const modulationHz = [0.8, 2, 4, 8, 16]
const stepsPerBand = 4

/** How strongly a contour of one value a frame moves in each band of modulation: dB of the mean power in it. */
export function modulationOf(values: Float32Array): number[] {
  const mean = meanOf(values)
  return modulationHz.slice(1).map((highHz, band) => {
    const lowHz = modulationHz[band]
    let power = 0
    for (let step = 0; step < stepsPerBand; step++)
      power += powerAt(values, mean, lowHz * (highHz / lowHz) ** ((step + 0.5) / stepsPerBand))
    return decibels(power / stepsPerBand + 1e-3)
  })
}

function powerAt(values: Float32Array, mean: number, hz: number): number {
  const { re, im } = waveSum(values, mean, (2 * Math.PI * hz) / framesPerS, 0)
  return (re * re + im * im) / Math.max(1, values.length) ** 2
}

/** Σ (value − mean)·e^(i·(start + turn·n)), the wave turned on from each place to the next. */
function waveSum(
  values: Float32Array,
  mean: number,
  turn: number,
  start: number,
): { re: number; im: number } {
  const [turnCos, turnSin] = [Math.cos(turn), Math.sin(turn)]
  let cos = Math.cos(start)
  let sin = Math.sin(start)
  let re = 0
  let im = 0
  const { length } = values
  for (let i = 0; i < length; i++) {
    const value = values[i] - mean
    re += value * cos
    im += value * sin
    const next = cos * turnCos - sin * turnSin
    sin = sin * turnCos + cos * turnSin
    cos = next
  }
  return { re, im }
}
