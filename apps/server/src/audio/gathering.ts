import { sampleRateHz } from '@undertone/shared'

/** Half of what is usual: to hand a piece over costs more than to hear some milliseconds of it. */
const leastSamples = sampleRateHz * 0.05

export interface Gathering {
  /** What has come together with `samples`; null while that is too little to be worth handing over. */
  add(samples: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer> | null
}

/** Puts frames of a millisecond together, or hundreds of microphones could have the server do nothing but hand them over. */
export function createGathering(): Gathering {
  let pieces: Int16Array<ArrayBuffer>[] = []
  let count = 0
  return {
    add(samples) {
      // Whoever sends frames of nothing at all may do so for hours.
      if (samples.length === 0) return null
      if (count === 0 && samples.length >= leastSamples) return samples
      pieces.push(samples)
      count += samples.length
      if (count < leastSamples) return null
      const together = joined(pieces, count)
      pieces = []
      count = 0
      return together
    },
  }
}

function joined(pieces: readonly Int16Array[], length: number): Int16Array<ArrayBuffer> {
  const all = new Int16Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
