import { sampleRateHz } from '../src/audio.ts'

/** A second-order section, normalised so that a0 is 1. */
interface Biquad {
  b0: number
  b1: number
  b2: number
  a1: number
  a2: number
}

/*
 * Robert Bristow-Johnson's Audio EQ Cookbook. `corner` in Hz, gains in dB.
 */

export function highShelf(samples: Float32Array, cornerHz: number, gainDb: number): Float32Array {
  const amplitude = 10 ** (gainDb / 40)
  const { cos, sin } = angleOf(cornerHz)
  const alpha = (sin / 2) * Math.sqrt((amplitude + 1 / amplitude) * (1 / 0.7 - 1) + 2)
  const root = 2 * Math.sqrt(amplitude) * alpha
  const a0 = amplitude + 1 - (amplitude - 1) * cos + root
  return run(samples, {
    b0: (amplitude * (amplitude + 1 + (amplitude - 1) * cos + root)) / a0,
    b1: (-2 * amplitude * (amplitude - 1 + (amplitude + 1) * cos)) / a0,
    b2: (amplitude * (amplitude + 1 + (amplitude - 1) * cos - root)) / a0,
    a1: (2 * (amplitude - 1 - (amplitude + 1) * cos)) / a0,
    a2: (amplitude + 1 - (amplitude - 1) * cos - root) / a0,
  })
}

export function peak(samples: Float32Array, centreHz: number, gainDb: number, q: number): Float32Array {
  const amplitude = 10 ** (gainDb / 40)
  const { cos, sin } = angleOf(centreHz)
  const alpha = sin / (2 * q)
  const a0 = 1 + alpha / amplitude
  return run(samples, {
    b0: (1 + alpha * amplitude) / a0,
    b1: (-2 * cos) / a0,
    b2: (1 - alpha * amplitude) / a0,
    a1: (-2 * cos) / a0,
    a2: (1 - alpha / amplitude) / a0,
  })
}

function lowPass(samples: Float32Array, cornerHz: number): Float32Array {
  const { cos, sin } = angleOf(cornerHz)
  const alpha = sin * Math.SQRT1_2
  const a0 = 1 + alpha
  const side = (1 - cos) / 2 / a0
  return run(samples, { b0: side, b1: 2 * side, b2: side, a1: (-2 * cos) / a0, a2: (1 - alpha) / a0 })
}

function highPass(samples: Float32Array, cornerHz: number): Float32Array {
  const { cos, sin } = angleOf(cornerHz)
  const alpha = sin * Math.SQRT1_2
  const a0 = 1 + alpha
  const side = (1 + cos) / 2 / a0
  return run(samples, { b0: side, b1: -2 * side, b2: side, a1: (-2 * cos) / a0, a2: (1 - alpha) / a0 })
}

/** Passes 300–3,400 Hz and falls by 24 dB an octave on either side: a telephone's band (ITU-T G.712). */
export function telephoneBand(samples: Float32Array): Float32Array {
  return lowPass(lowPass(highPass(highPass(samples, 300), 300), 3400), 3400)
}

function angleOf(hz: number): { cos: number; sin: number } {
  const angle = (2 * Math.PI * hz) / sampleRateHz
  return { cos: Math.cos(angle), sin: Math.sin(angle) }
}

function run(samples: Float32Array, { b0, b1, b2, a1, a2 }: Biquad): Float32Array {
  const out = new Float32Array(samples.length)
  let z1 = 0
  let z2 = 0
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]
    const y = b0 * x + z1
    z1 = b1 * x - a1 * y + z2
    z2 = b2 * x - a2 * y
    out[i] = y
  }
  return out
}
