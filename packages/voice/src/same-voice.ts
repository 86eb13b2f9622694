import { unknownVoice, type SpeakerBaseline } from './speaker-baseline.ts'
import type { VoiceCoordinates } from './voice-coordinates.ts'

/** Before a stretch is heard: whoever spoke goes on speaking, nineteen times in twenty. */
const logOdds = 3

/** How much a coordinate's evidence counts here: they aren't as independent as the model has it. */
const sharpness = 0.25

/**
 * How likely it is, 0–1, that the stretch at `point` is of the voice that `baseline` knows and not of one that nothing is
 * known of: by how well either explains it, whatever its affect.
 */
export function sameVoice(space: VoiceCoordinates, point: Float64Array, baseline: SpeakerBaseline): number {
  if (baseline.weight === 0) return 1
  const known = explained(space, point, baseline)
  const unknown = explained(space, point, unknownVoice(point.length))
  return 1 / (1 + Math.exp(-(logOdds + known - unknown)))
}

/** Log likelihood of `point` in any affect, but for a constant. */
function explained(
  { means, heard, spread }: VoiceCoordinates,
  point: Float64Array,
  { weight, offsets }: SpeakerBaseline,
): number {
  const byAffect = means.map((mean, affect) => {
    if (!heard[affect]) return -Infinity
    let sum = 0
    for (let d = 0; d < point.length; d++) {
      const stillUnknown = spread[d] / (1 + weight * spread[d])
      const distance = point[d] - mean[d] - offsets[d] * stillUnknown
      sum -= 0.5 * sharpness * ((distance * distance) / (1 + stillUnknown) + Math.log(1 + stillUnknown))
    }
    return sum
  })
  const highest = Math.max(...byAffect)
  return highest + Math.log(byAffect.reduce((sum, log) => sum + Math.exp(log - highest), 0))
}
