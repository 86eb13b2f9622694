import { sampleRateHz } from '../src/audio.ts'
import { coloured, noiseColours } from './noise.ts'
import type { Random } from './random.ts'

/**
 * The same utterance as another room, microphone and distance would have given it. What a corpus has of its own
 * (level, channel, room, silence around the speech) must not tell the model which corpus it hears.
 */
export function augment(samples: Float32Array, random: Random): Float32Array {
  let sound = samples
  if (random.chance(0.5)) sound = changeSpeed(sound, random.between(0.92, 1.08))
  if (random.chance(0.4)) sound = addRoom(sound, random)
  if (random.chance(0.7)) sound = tilt(sound, random.between(-0.7, 0.7))
  if (random.chance(0.15)) sound = telephone(sound)
  if (random.chance(0.7)) sound = addNoise(sound, random.between(8, 40), random)
  return scaleTo(sound, random.between(-36, -1))
}

/** Resamples by linear interpolation: tempo and pitch move together, as between one speaker and another. */
function changeSpeed(samples: Float32Array, factor: number): Float32Array {
  const out = new Float32Array(Math.floor((samples.length - 1) / factor))
  for (let i = 0; i < out.length; i++) {
    const position = i * factor
    const below = Math.floor(position)
    out[i] = samples[below] + (position - below) * (samples[below + 1] - samples[below])
  }
  return out
}

/** Sparse reflections that decay by 60 dB in 0.1–0.6 s. */
function addRoom(samples: Float32Array, random: Random): Float32Array {
  const decayS = random.between(0.1, 0.6)
  const loudness = random.between(0.1, 0.5)
  const out = samples.slice()
  for (let reflection = 0; reflection < 80; reflection++) {
    const delayS = random.between(0.003, decayS)
    const gain = loudness * random.normal() * 0.5 * 10 ** ((-3 * delayS) / decayS)
    const delay = Math.round(delayS * sampleRateHz)
    for (let i = delay; i < out.length; i++) out[i] += gain * samples[i - delay]
  }
  return out
}

/** A first-order shelf: darker below 0, brighter above, by up to about 15 dB at the top. */
function tilt(samples: Float32Array, amount: number): Float32Array {
  const out = new Float32Array(samples.length)
  let before = 0
  for (let i = 0; i < samples.length; i++) {
    if (amount > 0) out[i] = samples[i] - amount * before
    before = amount > 0 ? samples[i] : samples[i] - amount * before
    if (amount <= 0) out[i] = before
  }
  return out
}

/** Passes about 300–3,400 Hz, two one-pole filters each side. */
function telephone(samples: Float32Array): Float32Array {
  const out = samples.slice()
  for (let pass = 0; pass < 2; pass++) {
    highPass(out, 250)
    lowPass(out, 3800)
    lowPass(out, 3800)
  }
  return out
}

function lowPass(samples: Float32Array, cornerHz: number): void {
  const share = 1 - Math.exp((-2 * Math.PI * cornerHz) / sampleRateHz)
  let state = 0
  for (let i = 0; i < samples.length; i++) samples[i] = state += share * (samples[i] - state)
}

function highPass(samples: Float32Array, cornerHz: number): void {
  const share = 1 - Math.exp((-2 * Math.PI * cornerHz) / sampleRateHz)
  let state = 0
  for (let i = 0; i < samples.length; i++) samples[i] -= state += share * (samples[i] - state)
}

function addNoise(samples: Float32Array, snrDb: number, random: Random): Float32Array {
  const colour = noiseColours[Math.floor(random.uniform() * noiseColours.length)]
  const noise = coloured(colour, samples.length, random)
  const gain = loudRms(samples) * 10 ** (-snrDb / 20)
  return samples.map((sample, i) => sample + gain * noise[i])
}

/** RMS of the loudest half of the sound: of the speech, not of the silence around it. */
function loudRms(samples: Float32Array): number {
  const squares = samples.map((sample) => sample * sample).sort()
  const loud = squares.subarray(squares.length >> 1)
  return Math.sqrt(loud.reduce((sum, square) => sum + square, 0) / loud.length)
}

function scaleTo(samples: Float32Array, peakDb: number): Float32Array {
  const peak = samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 1e-9)
  const gain = 10 ** (peakDb / 20) / peak
  return samples.map((sample) => sample * gain)
}
