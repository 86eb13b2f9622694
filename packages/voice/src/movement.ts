import { framesPerS } from './audio.ts'

/** Frames on either side that a slope is taken over: 50 ms, the usual width of delta coefficients. */
const reach = 2

/** Slope of `values` at each place by regression over five frames (as HTK's deltas), per frame. Edges repeat. */
export function deltasOf(values: Float32Array): Float32Array {
  const last = values.length - 1
  const deltas = new Float32Array(values.length)
  for (let i = 0; i <= last; i++) {
    let sum = 0
    for (let d = 1; d <= reach; d++) sum += d * (values[Math.min(last, i + d)] - values[Math.max(0, i - d)])
    deltas[i] = sum / 10
  }
  return deltas
}

/** The first `count` coefficients of the DCT-II of a contour over its own mean, divided by the root of its length: its shape. */
export function contourOf(values: Float32Array, count: number): number[] {
  const mean = values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)
  return Array.from({ length: count }, (_, k) => {
    let sum = 0
    for (let i = 0; i < values.length; i++)
      sum += (values[i] - mean) * Math.cos((Math.PI * (k + 1) * (i + 0.5)) / values.length)
    return sum / Math.max(1, values.length)
  })
}

/** Edges of the bands of modulation, Hz: phrases, stressed syllables, syllables, tremor. */
const modulationHz = [0.8, 2, 4, 8, 16]

/** How strongly a contour of one value a frame moves in each band of modulation: dB of the mean power in it. */
export function modulationOf(values: Float32Array): number[] {
  const mean = values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)
  return modulationHz.slice(1).map((highHz, band) => {
    const lowHz = modulationHz[band]
    const steps = 4
    let power = 0
    for (let step = 0; step < steps; step++)
      power += powerAt(values, mean, lowHz * (highHz / lowHz) ** ((step + 0.5) / steps)) / steps
    return 10 * Math.log10(power + 1e-3)
  })
}

function powerAt(values: Float32Array, mean: number, hz: number): number {
  const turn = (2 * Math.PI * hz) / framesPerS
  let re = 0
  let im = 0
  for (let i = 0; i < values.length; i++) {
    re += (values[i] - mean) * Math.cos(turn * i)
    im += (values[i] - mean) * Math.sin(turn * i)
  }
  return (re * re + im * im) / Math.max(1, values.length) ** 2
}
