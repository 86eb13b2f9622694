import type { Random } from './random.ts'

export const noiseColours = ['white', 'pink', 'brown'] as const
export type NoiseColour = (typeof noiseColours)[number]

/** `length` samples of noise with an RMS of 1. */
export function coloured(colour: NoiseColour, length: number, random: Random): Float32Array {
  const samples = Float32Array.from({ length }, () => random.normal())
  if (colour === 'pink') pinken(samples)
  if (colour === 'brown') brown(samples)
  const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / length)
  return samples.map((sample) => sample / rms)
}

/** Paul Kellet's economy filter: −3 dB an octave within 0.5 dB. */
function pinken(samples: Float32Array): void {
  let [a, b, c] = [0, 0, 0]
  for (let i = 0; i < samples.length; i++) {
    const white = samples[i]
    a = 0.99765 * a + white * 0.099046
    b = 0.963 * b + white * 0.2965164
    c = 0.57 * c + white * 1.0526913
    samples[i] = a + b + c + white * 0.1848
  }
}

/** A leaky sum: −6 dB an octave down to some 25 Hz. */
function brown(samples: Float32Array): void {
  let state = 0
  for (let i = 0; i < samples.length; i++) samples[i] = state = 0.99 * state + samples[i]
}
