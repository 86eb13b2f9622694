import { spectrumSamples as frameSamples } from '../../src/audio.ts'
import type { Random } from '../random.ts'

const order = 18
const hop = frameSamples / 2

/**
 * The same words whispered: the voice's source is exchanged for noise under the filter of its mouth, frame by frame, by
 * linear prediction (Makhoul, Proc. IEEE 63, 1975). `share` of 1 is a whisper, of 0.5 a breathy voice.
 */
export function whisper(samples: Float32Array, share: number, random: Random): Float32Array {
  const out = samples.map((x) => x * (1 - share))
  for (let from = 0; from + frameSamples <= samples.length; from += hop) {
    const frame = Float64Array.from({ length: frameSamples }, (_, i) => samples[from + i] * hann(i))
    const { coefficients, gain } = predict(frame)
    const noise = new Float64Array(frameSamples)
    for (let i = 0; i < frameSamples; i++) {
      let y = gain * random.normal()
      for (let j = 1; j <= Math.min(order, i); j++) y -= coefficients[j] * noise[i - j]
      noise[i] = y
      out[from + i] += share * y * hann(i)
    }
  }
  return out
}

/** Levinson and Durbin's recursion. `gain` is the deviation of the noise that has the frame's power. */
function predict(frame: Float64Array): { coefficients: Float64Array; gain: number } {
  const r = Float64Array.from({ length: order + 1 }, (_, lag) => {
    let sum = 0
    for (let i = lag; i < frame.length; i++) sum += frame[i] * frame[i - lag]
    return sum
  })
  // A bit of white noise keeps the recursion sound.
  let error = r[0] * 1.0001 + 1e-9
  const a = new Float64Array(order + 1)
  a[0] = 1
  for (let step = 1; step <= order; step++) {
    let sum = 0
    for (let j = 0; j < step; j++) sum += a[j] * r[step - j]
    const reflection = -sum / error
    const before = a.slice()
    for (let j = 1; j <= step; j++) a[j] = before[j] + reflection * before[step - j]
    error *= 1 - reflection * reflection
  }
  // A squared Hann window keeps 3/8 of the power.
  return { coefficients: a, gain: Math.sqrt(Math.max(0, error) / frame.length / 0.375) }
}

function hann(i: number): number {
  return 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / frameSamples)
}
