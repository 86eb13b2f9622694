import { pitchBlockSamples, pitchRateHz } from './audio.ts'
import { hann } from './hann.ts'
import { toLevelsDb } from './spectral-shape.ts'
import { vectors } from './vectors.ts'

const size = 512

/** Periods of voices lie between these. */
const from = Math.floor(pitchRateHz / 500)
const to = Math.ceil(pitchRateHz / 70)

/** Of each new cepstrum in the mean: three frames or so have a say, which stills the peaks of noise. */
const newShare = 0.5

const window = vectors.room(pitchBlockSamples)
window.set(hann(pitchBlockSamples))
const windowed = vectors.room(size)
const power = vectors.room(size / 2 + 1)
const levelsDb = vectors.room(size)
const cepstrum = vectors.room(size / 2 + 1)
const heightsDb = vectors.room(to)

/**
 * Cepstral peak prominence, dB (Hillenbrand et al., J. Speech and Hearing Research 37, 1994), smoothed over time as CPPS is: how
 * far the highest peak of the cepstrum stands over a straight line through it. High for a clear voice, low for a breathy
 * one. Takes blocks of 320 samples at 8 kHz in the room of `vectors`, a hop apart: 40 ms tell the harmonics of a low voice apart,
 * 25 ms don't.
 */
export function createCepstralPeak(): (block: Float32Array) => number {
  const smoothed = new Float32Array(to)

  return function prominence(block) {
    vectors.windowed(block, window, windowed, pitchBlockSamples)
    vectors.powerSpectrum(windowed, power)
    toLevelsDb(power, levelsDb)
    vectors.evenTransform(levelsDb, cepstrum)
    for (let i = from; i < to; i++) {
      const height = cepstrum[i] / size
      smoothed[i] += newShare * (height * height - smoothed[i])
    }
    heightsDb.set(smoothed)
    vectors.decibels(heightsDb, heightsDb, to, 1e-12)
    return standingOver(heightsDb)
  }
}

function standingOver(heightsDb: Float32Array): number {
  const middle = (from + to - 1) / 2
  let best = from
  let sum = 0
  let products = 0
  for (let i = from; i < to; i++) {
    const height = heightsDb[i]
    if (height > heightsDb[best]) best = i
    sum += height
    products += (i - middle) * height
  }
  return heightsDb[best] - (sum / count + (products / squares) * (best - middle))
}

const count = to - from
const squares = (count * (count * count - 1)) / 12
