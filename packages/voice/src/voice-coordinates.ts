import type { SpeakerBaseline } from './speaker-baseline.ts'

/**
 * A few coordinates in which stretches of speech in one affect scatter by 1 about where their voice puts it, and voices
 * scatter by `spread` about the average (two-covariance PLDA: Brümmer & de Villiers, Odyssey 2010).
 */
export interface VoiceCoordinates {
  /** Which of the affects were learnt, in the order of `affects`. The others have no share in anything. */
  heard: readonly boolean[]
  /** For each affect: where it lies in the average voice. */
  means: readonly Float64Array[]
  /** Variance of voices in each coordinate. */
  spread: Float64Array
  /** How much each coordinate's evidence counts, 0–1: they aren't as independent as the model has it. */
  sharpness: number
}

/**
 * Logarithms of how well each affect explains `point`; what wasn't learnt explains nothing. What isn't known of the voice makes
 * a coordinate tell less; what is known is taken off: shrinkage, from the average voice towards this one as it is heard.
 */
export function evidenceAt(
  { means, heard, spread, sharpness }: VoiceCoordinates,
  point: Float64Array,
  { weight, offsets }: SpeakerBaseline,
): Float64Array {
  return Float64Array.from(means, (mean, affect) => {
    if (!heard[affect]) return -Infinity
    let sum = 0
    for (let d = 0; d < point.length; d++) {
      const stillUnknown = spread[d] / (1 + weight * spread[d])
      const distance = point[d] - mean[d] - offsets[d] * stillUnknown
      sum -= (distance * distance) / (1 + stillUnknown) + Math.log(1 + stillUnknown)
    }
    return 0.5 * sharpness * sum
  })
}
