import type { Affect } from '@undertone/shared'
import { toneWords, type ParticularLabel, type ToneLabel } from './tone-words.ts'

/** What a word is chosen by. */
export interface Evidence {
  readonly affect: Affect
  readonly confidence: number
  readonly arousal: number
  readonly valence: number
}

/** A word other than the shown one needs so much more than its bounds, or two words would take turns at one of them. */
const newWordMargins = { confidence: 0.05, arousal: 0.1, valence: 0.1 }
const noMargins = { confidence: 0, arousal: 0, valence: 0 }

/**
 * The word for how somebody sounds: the most particular one that the evidence bears. `current`: the word that is shown for
 * the same affect, which stays as long as its own bounds hold; null where there is none.
 */
export function labelFor(evidence: Evidence, current: ToneLabel | null): ToneLabel {
  const { particular, otherwise } = toneWords[evidence.affect]
  const marginsOf = ({ word }: ToneLabel) => (current && word !== current.word ? newWordMargins : noMargins)
  const { word, noun, isStill } =
    particular.find((label) => bears(evidence, label, marginsOf(label))) ?? otherwise
  return isStill ? { word, noun, isStill } : { word, noun }
}

function bears(
  { confidence, arousal, valence }: Evidence,
  label: ParticularLabel,
  margins: typeof noMargins,
): boolean {
  const { confidenceFrom = -Infinity, arousalAbove = -Infinity, arousalBelow = Infinity } = label
  const { valenceAbove = -Infinity, valenceBelow = Infinity } = label
  return (
    confidence >= confidenceFrom + margins.confidence &&
    arousal > arousalAbove + margins.arousal &&
    arousal < arousalBelow - margins.arousal &&
    valence > valenceAbove + margins.valence &&
    valence < valenceBelow - margins.valence
  )
}
