import { calibrate, logSharesOf, type Calibration } from './calibration.ts'
import type { FrameEncoderWeights } from './frame-encoder.ts'
import { toJudgement, type Judgement } from './judgement.ts'
import type { LinearMap } from './linear-map.ts'
import type { UsualSpeech } from './novelty.ts'
import { sameVoice } from './same-voice.ts'
import { faded, hearMore, unknownVoice, type SpeakerBaseline } from './speaker-baseline.ts'
import type { SpeechImage } from './speech-image.ts'
import type { TwoWayHead } from './two-way-head.ts'
import { evidenceAt, type VoiceCoordinates } from './voice-coordinates.ts'

/** Encoders and functionals measure a stretch; coordinates tell affect from voice in what they measure. */
export interface VoiceModel {
  encoders: readonly { weights: FrameEncoderWeights; head: TwoWayHead }[]
  /** Mean and spread of the functionals and of each encoder's pooled units, over what was learnt from. */
  mean: Float64Array
  deviation: Float64Array
  /** To the first coordinates, from the functionals alone, and to the others, from all. */
  byFunctionals: LinearMap
  byAll: LinearMap
  coordinates: VoiceCoordinates
  usual: UsualSpeech
  /** How much the encoders' own opinion counts beside the coordinates. */
  encoderWeight: number
  calibration: Calibration
}

/** What the model makes of a stretch of speech by a voice of which `baseline` is known. */
export function judge(model: VoiceModel, image: SpeechImage, baseline: SpeakerBaseline): Judgement {
  const same = sameVoice(model.coordinates, image.coordinates, baseline)
  return toJudgement(sharesIn(model, image, faded(baseline, same)), image.arousal, image.valence)
}

/** The baseline with `speechS` seconds of what `image` is of in it. */
export function learnVoice(
  model: VoiceModel,
  image: SpeechImage,
  baseline: SpeakerBaseline,
  speechS: number,
): SpeakerBaseline {
  const point = image.coordinates
  const same = sameVoice(model.coordinates, point, baseline)
  const shares = sharesIn(model, image, faded(baseline, same))
  return hearMore(baseline, model.coordinates, { point, shares, speechS, same })
}

export function unknownVoiceFor({ coordinates }: VoiceModel): SpeakerBaseline {
  return unknownVoice(coordinates.spread.length)
}

/** Calibrated shares of the affects. Sums to 1. */
function sharesIn(
  model: VoiceModel,
  { coordinates, byEncoders, novelty }: SpeechImage,
  baseline: SpeakerBaseline,
): Float64Array {
  const evidence = evidenceAt(model.coordinates, coordinates, baseline)
  // Of what wasn't learnt both say −∞.
  const both = logSharesOf(evidence).map((log, i) => log + model.encoderWeight * byEncoders[i])
  return calibrate(model.calibration, logSharesOf(both), novelty)
}
