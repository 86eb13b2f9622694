import { pitchBlockSamples, pitchRateHz } from './audio.ts'
import { decibels } from './decibels.ts'
import { vectors } from './vectors.ts'

/** How much one glottal cycle differs from the next. */
export interface CycleChange {
  /** Difference of two neighbouring periods over their mean. */
  jitter: number
  /** Difference of two neighbouring peak-to-peak amplitudes, dB, without its sign. */
  shimmerDb: number
}

const none: CycleChange = { jitter: 0, shimmerDb: 0 }

/** A cycle further off than this from the mean period is another cycle, or none. */
const widestChange = 0.15

/** Past this it is a change of vowel or a cracked frame that is measured. */
const highestShimmerDb = 6

/** More than the lags that any period is tried at. */
const likeness = vectors.room(64)

/**
 * Local jitter and shimmer of three neighbouring cycles in the middle of a block at 8 kHz, by waveform matching (as
 * Praat's "cc" pitch marks: Boersma, IFA Proceedings 32, 2009). Zeros where the block, which lies in the room of `vectors`,
 * is too short for three of them.
 */
export function measureCycles(block: Float32Array, f0Hz: number): CycleChange {
  const period = f0Hz > 0 ? pitchRateHz / f0Hz : Infinity
  const length = Math.round(period)
  const margin = Math.ceil(period * widestChange) + 2
  if (3 * length + 2 * margin > pitchBlockSamples) return none
  const first = Math.floor((pitchBlockSamples - 3 * length) / 2)
  const periodA = matchedLag(block, first, length, margin)
  const second = first + Math.round(periodA)
  const periodB = matchedLag(block, second, length, margin)
  const third = second + Math.round(periodB)
  const heights = [
    heightOf(block, first, length),
    heightOf(block, second, length),
    heightOf(block, third, length),
  ]
  return {
    jitter: (2 * Math.abs(periodA - periodB)) / (periodA + periodB),
    shimmerDb: (changeDb(heights[0], heights[1]) + changeDb(heights[1], heights[2])) / 2,
  }
}

/** The lag at which the cycle from `from` repeats best, in samples and parts of one. */
function matchedLag(block: Float32Array, from: number, length: number, margin: number): number {
  const lowest = length - margin
  const last = Math.min(2 * margin, pitchBlockSamples - from - lowest - length)
  compare(block, from, lowest, length, last)
  let best = 1
  for (let i = 1; i < last; i++) if (likeness[i] > likeness[best]) best = i
  const [before, peak, after] = [likeness[best - 1], likeness[best], likeness[best + 1]]
  const curve = before - 2 * peak + after
  const shift = curve < 0 ? Math.max(-1, Math.min(1, (before - after) / (2 * curve))) : 0
  return lowest + best + shift
}

/** Normalised cross-correlation of a cycle with what comes `lowest` samples later, and up to `last` more. */
function compare(block: Float32Array, from: number, lowest: number, length: number, last: number): void {
  const later = from + lowest
  vectors.correlate(block, from, later, likeness, length, last + 1)
  let squares = 1e-12
  for (let i = later; i < later + length; i++) squares += block[i] * block[i]
  for (let i = 0; i <= last; i++) {
    if (i > 0) squares += block[later + i + length - 1] ** 2 - block[later + i - 1] ** 2
    likeness[i] /= Math.sqrt(squares)
  }
}

function heightOf(block: Float32Array, from: number, length: number): number {
  let low = Infinity
  let high = -Infinity
  const to = Math.min(block.length, from + length)
  for (let i = from; i < to; i++) {
    const sample = block[i]
    if (sample < low) low = sample
    if (sample > high) high = sample
  }
  return high - low
}

function changeDb(a: number, b: number): number {
  return Math.min(highestShimmerDb, 2 * Math.abs(decibels(a + 1e-9) - decibels(b + 1e-9)))
}
