import { column, type SpeechFrames } from './frame-layout.ts'
import { percentiles } from './percentiles.ts'
import { pitchSteps } from './pitch-steps.ts'
import { measureRhythm } from './rhythm.ts'
import { meanOf } from './statistics.ts'
import { voicedValues } from './voiced-values.ts'
import type { Prosody } from './voice-frame.ts'

/** F0 columns stand in semitones over A1. */
const referenceHz = 55

/** How the speech sounded in terms that a person would use; the unit of each stands in its name. */
export function measureProsody(frames: SpeechFrames): Prosody {
  const f0St = voicedValues(frames, column.f0St)
  const [low, middle, high] = percentiles(f0St, [0.1, 0.5, 0.9])
  return {
    loudnessDb: meanOf(voicedValues(frames, column.levelDb)),
    pitchHz: f0St.length > 0 ? referenceHz * 2 ** (middle / 12) : 0,
    pitchRangeSt: high - low,
    ratePerS: measureRhythm(frames).voicedRunsPerS,
    jitter: meanOf(pitchSteps(frames).map((stepSt) => 2 ** (Math.abs(stepSt) / 12) - 1)),
  }
}
