import { int16Scale, sampleRateHz } from './audio.ts'

export interface HighPass {
  /** Writes `count` samples from `from` on, filtered and scaled to −1…1, into `out` at `at`. */
  filter(samples: Int16Array, from: number, count: number, out: Float32Array, at: number): void
}

/** Below this it is silence: left alone, the filter circles in denormal numbers (7e-323) and never ends. */
const leastState = 1e-30

/** Second-order Butterworth high-pass: the bilinear transform as in R. Bristow-Johnson's Audio EQ Cookbook. */
export function createHighPass(cornerHz: number): HighPass {
  const omega = (2 * Math.PI * cornerHz) / sampleRateHz
  const alpha = Math.sin(omega) / Math.SQRT2
  const cos = Math.cos(omega)
  const b0 = (1 + cos) / 2 / (1 + alpha) / int16Scale
  const a1 = (-2 * cos) / (1 + alpha)
  const a2 = (1 - alpha) / (1 + alpha)
  const state = new Float64Array(2)

  function filter(samples: Int16Array, from: number, count: number, out: Float32Array, at: number): void {
    // Kept in locals while it runs: a closure's variables would be boxed anew for every sample.
    let z1 = state[0]
    let z2 = state[1]
    for (let i = 0; i < count; i++) {
      const x = b0 * samples[from + i]
      const y = x + z1
      z1 = z2 - 2 * x - a1 * y
      z2 = x - a2 * y
      out[at + i] = y
    }
    state[0] = Math.abs(z1) > leastState ? z1 : 0
    state[1] = Math.abs(z2) > leastState ? z2 : 0
  }

  return { filter }
}
