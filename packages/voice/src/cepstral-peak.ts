import { sampleRateHz } from './audio.ts'
import { createRealFft } from './real-fft.ts'

/** Periods of voices lie between these. */
const shortestS = 1 / 500
const longestS = 1 / 70

/**
 * Cepstral peak prominence of a spectrum in dB (Hillenbrand et al., J. Speech and Hearing Research 37, 1994): how far the
 * highest peak of the cepstrum stands over a straight line through it. High for a clear voice, low for a breathy one. Takes `size / 2 + 1` levels.
 */
export function createCepstralPeak(size: number): (spectrumDb: Float64Array) => number {
  const fft = createRealFft(size)
  const mirrored = new Float64Array(size)
  const cepstrum = new Float64Array(Math.ceil(longestS * sampleRateHz) + 1)
  const from = Math.floor(shortestS * sampleRateHz)

  return function prominence(spectrumDb) {
    for (let k = 0; k <= size / 2; k++) mirrored[k] = spectrumDb[k]
    for (let k = 1; k < size / 2; k++) mirrored[size - k] = spectrumDb[k]
    fft.realPart(mirrored, cepstrum)
    return standingOver(cepstrum, from)
  }
}

function standingOver(cepstrum: Float64Array, from: number): number {
  const count = cepstrum.length - from
  const middle = from + (count - 1) / 2
  let best = from
  let sum = 0
  let products = 0
  let squares = 0
  for (let i = from; i < cepstrum.length; i++) {
    const value = Math.abs(cepstrum[i])
    if (value > Math.abs(cepstrum[best])) best = i
    sum += value
    products += (i - middle) * value
    squares += (i - middle) ** 2
  }
  return Math.abs(cepstrum[best]) - (sum / count + (products / squares) * (best - middle))
}
