import { pitchBlockSamples, pitchRateHz } from './audio.ts'
import { decibels } from './decibels.ts'
import { createEvenTransform } from './even-transform.ts'
import { hann } from './hann.ts'
import { createRealFft } from './real-fft.ts'
import { toLevelsDb } from './spectral-shape.ts'

const fftSize = 512

/** Periods of voices lie between these. */
const from = Math.floor(pitchRateHz / 500)
const to = Math.ceil(pitchRateHz / 70)

/** Of each new cepstrum in the mean: three frames or so have a say, which stills the peaks of noise. */
const newShare = 0.5

/**
 * Cepstral peak prominence, dB (Hillenbrand et al., J. Speech and Hearing Research 37, 1994), smoothed over time as CPPS is: how
 * far the highest peak of the cepstrum stands over a straight line through it. High for a clear voice, low for a breathy
 * one. Takes blocks of 320 samples at 8 kHz, a hop apart: 40 ms tell the harmonics of a low voice apart, 25 ms don't.
 */
export function createCepstralPeak(): (block: Float64Array) => number {
  const fft = createRealFft(fftSize)
  const toCepstrum = createEvenTransform(fftSize)
  const window = hann(pitchBlockSamples)
  const windowed = new Float64Array(fftSize)
  const power = new Float64Array(fftSize / 2 + 1)
  const levelsDb = new Float64Array(fftSize / 2 + 1)
  const cepstrum = new Float64Array(to + (to % 2))
  const smoothed = new Float64Array(to)
  const heightsDb = new Float64Array(to)

  return function prominence(block) {
    for (let i = 0; i < pitchBlockSamples; i++) windowed[i] = block[i] * window[i]
    fft.powerSpectrum(windowed, power)
    toLevelsDb(power, levelsDb)
    toCepstrum(levelsDb, cepstrum)
    for (let i = from; i < to; i++) {
      smoothed[i] += newShare * (cepstrum[i] * cepstrum[i] - smoothed[i])
      heightsDb[i] = decibels(smoothed[i] + 1e-12)
    }
    return standingOver(heightsDb)
  }
}

function standingOver(heightsDb: Float64Array): number {
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
