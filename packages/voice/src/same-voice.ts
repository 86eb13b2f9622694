import { logSumOf } from './calibration.ts'
import { unknownVoice, type SpeakerBaseline } from './speaker-baseline.ts'
import { evidenceAt, type VoiceCoordinates } from './voice-coordinates.ts'

/** Before a stretch is heard: whoever spoke goes on speaking, nineteen times in twenty. */
const logOdds = 3

/**
 * How likely it is, 0–1, that the stretch at `point` is of the voice that `baseline` knows and not of one that nothing is
 * known of: by how well either explains it, whatever its affect.
 */
export function sameVoice(space: VoiceCoordinates, point: Float64Array, baseline: SpeakerBaseline): number {
  if (baseline.weight === 0) return 1
  const known = logSumOf(evidenceAt(space, point, baseline))
  const unknown = logSumOf(evidenceAt(space, point, unknownVoice(point.length)))
  return 1 / (1 + Math.exp(-(logOdds + known - unknown)))
}
