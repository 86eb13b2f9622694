import { pitchBlockSamples, pitchRateHz } from './audio.ts'
import { vectors } from './vectors.ts'

/** Periods that a block may have. */
export interface Periods {
  count: number
  /** Length of each, samples at 8 kHz and parts of one. */
  lags: Float64Array
  /** The share of the block that repeats after it, 0–1. */
  clarities: Float64Array
}

const lowestHz = 60
const highestHz = 600
const minLag = Math.floor(pitchRateHz / highestHz)
const maxLag = Math.ceil(pitchRateHz / lowestHz)
const size = 512

const padded = vectors.room(size)
const power = vectors.room(size)
const similarity = vectors.room(size / 2 + 1)

/** Peaks lower than this are chance. */
const leastClarity = 0.3
const mostPeriods = 8

/** The second period is asked for its place where it is nearly as clear as the first. */
const secondShare = 0.8

/**
 * Finds the periods in blocks of 320 samples at 8 kHz: peaks of the normalised square difference function, with its
 * autocorrelation taken through the FFT (McLeod & Wyvill, "A smarter way to find pitch", ICMC 2005). What it returns is
 * reused by the next call.
 */
export function createPeriodFinder(): (block: Float32Array) => Periods {
  const periods: Periods = {
    count: 0,
    lags: new Float64Array(mostPeriods),
    clarities: new Float64Array(mostPeriods),
  }

  return function findPeriods(block) {
    padded.set(block)
    vectors.powerSpectrum(padded, power)
    vectors.evenTransform(power, similarity)
    normalise(block, similarity)
    collectPeaks(similarity, periods)
    return periods
  }
}

/** Turns the autocorrelation r(lag) into 2·r(lag) / Σ (x(j)² + x(j+lag)²), in place. */
function normalise(block: Float32Array, similarity: Float32Array): void {
  let energy = (2 * similarity[0]) / size
  for (let lag = 0; lag < maxLag + 2; lag++) {
    similarity[lag] = energy > 1e-9 ? ((2 / size) * similarity[lag]) / energy : 0
    energy -= block[lag] ** 2 + block[pitchBlockSamples - 1 - lag] ** 2
  }
}

/** Takes the peaks past the one around lag 0, the clearest where there are too many. */
function collectPeaks(similarity: Float32Array, periods: Periods): void {
  periods.count = 0
  let lag = 1
  while (lag < maxLag && similarity[lag] > 0) lag++
  for (lag = Math.max(lag, minLag); lag < maxLag; lag++) {
    const height = similarity[lag]
    if (height > leastClarity && height >= similarity[lag - 1] && height > similarity[lag + 1])
      keep(periods, similarity, lag)
  }
}

function keep(periods: Periods, similarity: Float32Array, lag: number): void {
  const shift = summit(similarity, lag)
  const clarity = similarity[lag] - ((similarity[lag - 1] - similarity[lag + 1]) * shift) / 4
  const place = freePlace(periods, clarity)
  if (place < 0) return
  periods.lags[place] = exactLag(similarity, lag + shift)
  periods.clarities[place] = Math.min(1, clarity)
}

/** The next place, else that of the least clear period, else −1 where all are clearer. */
function freePlace(periods: Periods, clarity: number): number {
  const { count, clarities } = periods
  if (count < mostPeriods) return periods.count++
  let least = 0
  for (let i = 1; i < count; i++) if (clarities[i] < clarities[least]) least = i
  return clarities[least] < clarity ? least : -1
}

/** Where the parabola through a peak and its neighbours is highest, samples from the peak. */
function summit(similarity: Float32Array, lag: number): number {
  const curve = similarity[lag - 1] - 2 * similarity[lag] + similarity[lag + 1]
  if (curve >= 0) return 0
  const shift = (similarity[lag - 1] - similarity[lag + 1]) / (2 * curve)
  return Math.max(-1, Math.min(1, shift))
}

/** Half of two periods, where they can be seen: the parabola's error halves, too. */
function exactLag(similarity: Float32Array, lag: number): number {
  const twice = Math.round(2 * lag)
  if (twice >= maxLag) return lag
  let peak = twice
  if (similarity[twice - 1] > similarity[peak]) peak = twice - 1
  if (similarity[twice + 1] > similarity[peak]) peak = twice + 1
  const isPeak = similarity[peak] >= similarity[peak - 1] && similarity[peak] >= similarity[peak + 1]
  if (!isPeak || similarity[peak] < secondShare * similarity[Math.round(lag)]) return lag
  return (peak + summit(similarity, peak)) / 2
}
