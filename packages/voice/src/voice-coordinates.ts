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
  const { precisions, places, logs } = aroundVoice(spread, point, weight, offsets)
  return Float64Array.from(means, (mean, affect) => {
    if (!heard[affect]) return -Infinity
    let sum = -logs
    for (let d = 0; d < point.length; d++) {
      const distance = places[d] - mean[d]
      sum -= distance * distance * precisions[d]
    }
    return 0.5 * sharpness * sum
  })
}

/** What is the same for all affects: `point` less what is known of the voice, how much each coordinate tells, and its logarithms. */
function aroundVoice(spread: Float64Array, point: Float64Array, weight: number, offsets: Float64Array) {
  const precisions = new Float64Array(point.length)
  const places = new Float64Array(point.length)
  let logs = 0
  for (let d = 0; d < point.length; d++) {
    const stillUnknown = spread[d] / (1 + weight * spread[d])
    precisions[d] = 1 / (1 + stillUnknown)
    places[d] = point[d] - offsets[d] * stillUnknown
    logs += Math.log(1 + stillUnknown)
  }
  return { precisions, places, logs }
}
