import { sampleRateHz } from '../../src/audio.ts'
import type { Random } from '../random.ts'

/** What some microphone, line or room makes of a sound, drawn anew for each stream. */
export function throughChannel(samples: Float32Array, random: Random): Float32Array {
  const out = samples.slice()
  if (random.chance(0.5)) onePole(out, random.between(2000, 6000), 'low')
  else if (random.chance(0.3)) brighten(out, random.between(0.2, 0.8))
  if (random.chance(0.3)) onePole(out, random.between(80, 300), 'high')
  if (random.chance(0.15)) telephone(out)
  return out
}

/** Sparse reflections that decay by 60 dB in 0.1–0.6 s. */
export function inRoom(samples: Float32Array, random: Random): Float32Array {
  const decayS = random.between(0.1, 0.6)
  const loudness = random.between(0.1, 0.5)
  const out = samples.slice()
  for (let reflection = 0; reflection < 60; reflection++) {
    const delayS = random.between(0.003, decayS)
    const gain = loudness * random.normal() * 0.5 * 10 ** ((-3 * delayS) / decayS)
    const delay = Math.round(delayS * sampleRateHz)
    for (let i = delay; i < out.length; i++) out[i] += gain * samples[i - delay]
  }
  return out
}

/** A filter of the first order, in place. */
export function onePole(samples: Float32Array, cornerHz: number, pass: 'low' | 'high'): void {
  const share = 1 - Math.exp((-2 * Math.PI * cornerHz) / sampleRateHz)
  let state = 0
  for (let i = 0; i < samples.length; i++) {
    state += share * (samples[i] - state)
    samples[i] = pass === 'low' ? state : samples[i] - state
  }
}

/** Passes about 300–3,400 Hz. */
export function telephone(samples: Float32Array): void {
  for (let pass = 0; pass < 2; pass++) {
    onePole(samples, 250, 'high')
    onePole(samples, 3800, 'low')
    onePole(samples, 3800, 'low')
  }
}

function brighten(samples: Float32Array, amount: number): void {
  let before = 0
  for (let i = 0; i < samples.length; i++) {
    const here = samples[i]
    samples[i] = here - amount * before
    before = here
  }
}
