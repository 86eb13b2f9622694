import { pitchBlockSamples, pitchRateHz } from './audio.ts'
import { createRealFft } from './real-fft.ts'

export interface Pitch {
  /** Fundamental frequency in Hz, 0 where no period was found. */
  f0Hz: number
  /** Height of the peak, 0–1: the share of the signal that repeats with the period. */
  clarity: number
}

const lowestHz = 60
const highestHz = 600
const minLag = Math.floor(pitchRateHz / highestHz)
const maxLag = Math.ceil(pitchRateHz / lowestHz)

/** The first peak at least this high, relative to the highest, is the period (McLeod's k). */
const peakShare = 0.87

/**
 * Pitch of a block of 320 samples at 8 kHz by the McLeod method: the normalised square difference function, with its
 * autocorrelation taken through the FFT (McLeod & Wyvill, "A smarter way to find pitch", ICMC 2005).
 */
export function createPitchTracker(): (block: Float64Array) => Pitch {
  const fft = createRealFft(512)
  const padded = new Float64Array(fft.size)
  const similarity = new Float64Array(maxLag + 2)

  return function trackPitch(block) {
    padded.set(block)
    fft.autocorrelation(padded, similarity)
    normalise(block, similarity)
    return bestPeriod(similarity)
  }
}

/** Turns the autocorrelation r(lag) into 2·r(lag) / Σ (x(j)² + x(j+lag)²), in place. */
function normalise(block: Float64Array, similarity: Float64Array): void {
  let energy = 2 * similarity[0]
  for (let lag = 0; lag < similarity.length; lag++) {
    similarity[lag] = energy > 1e-9 ? (2 * similarity[lag]) / energy : 0
    energy -= block[lag] ** 2 + block[pitchBlockSamples - 1 - lag] ** 2
  }
}

function bestPeriod(similarity: Float64Array): Pitch {
  let highest = 0
  forEachPeak(similarity, (lag) => {
    highest = Math.max(highest, similarity[lag])
    return false
  })
  let pitch: Pitch = { f0Hz: 0, clarity: 0 }
  forEachPeak(similarity, (lag) => {
    if (similarity[lag] < peakShare * highest) return false
    pitch = refine(similarity, lag)
    return true
  })
  return pitch
}

/** Visits the highest lag of each positive stretch, the one around lag 0 aside, until `visit` says it is done. */
function forEachPeak(similarity: Float64Array, visit: (lag: number) => boolean): void {
  let lag = 1
  while (lag < maxLag && similarity[lag] > 0) lag++
  while (lag < maxLag) {
    while (lag < maxLag && similarity[lag] <= 0) lag++
    let best = lag
    for (; lag < maxLag && similarity[lag] > 0; lag++) if (similarity[lag] > similarity[best]) best = lag
    if (best >= minLag && best < maxLag && visit(best)) return
  }
}

/** Fits a parabola through the peak and its neighbours, for a period between two samples. */
function refine(similarity: Float64Array, lag: number): Pitch {
  const [before, peak, after] = [similarity[lag - 1], similarity[lag], similarity[lag + 1]]
  const curve = before - 2 * peak + after
  const shift = curve < 0 ? Math.max(-1, Math.min(1, (before - after) / (2 * curve))) : 0
  const clarity = Math.min(1, Math.max(0, peak - ((before - after) * shift) / 4))
  return { f0Hz: pitchRateHz / (lag + shift), clarity }
}
