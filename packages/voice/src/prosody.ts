import { column, frameColumns, type SpeechFrames } from './frame-layout.ts'
import { pitchSteps } from './pitch-steps.ts'
import { measureRhythm } from './rhythm.ts'
import { meanOf, quantile } from './statistics.ts'
import type { Prosody } from './voice-frame.ts'

/** F0 columns stand in semitones over A1. */
const referenceHz = 55

/** How the speech sounded in terms that a person would use; the unit of each stands in its name. */
export function measureProsody(frames: SpeechFrames): Prosody {
  const f0St = voicedColumn(frames, column.f0St).sort()
  return {
    loudnessDb: meanOf(voicedColumn(frames, column.levelDb)),
    pitchHz: f0St.length > 0 ? referenceHz * 2 ** (quantile(f0St, 0.5) / 12) : 0,
    pitchRangeSt: quantile(f0St, 0.9) - quantile(f0St, 0.1),
    ratePerS: measureRhythm(frames).voicedRunsPerS,
    jitter: meanOf(pitchSteps(frames).map((stepSt) => 2 ** (Math.abs(stepSt) / 12) - 1)),
  }
}

function voicedColumn({ values, count }: SpeechFrames, index: number): Float32Array {
  const rows = Array.from({ length: count }, (_, row) => row * frameColumns)
  return Float32Array.from(
    rows.filter((row) => values[row + column.isVoiced] > 0),
    (row) => values[row + index],
  )
}
