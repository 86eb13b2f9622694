import { affectSchema, type Affect } from '@undertone/shared'
import type { VoiceFrame } from '@undertone/voice'

/** What the frames of the last seconds of one turn of speech say together. */
export interface MergedTone {
  /** When the last of them ended, seconds of the session. */
  readonly atS: number
  /** What they weigh together; the newest weighs 1. */
  readonly weight: number
  /** Sum to 1 at most: what is missing is doubt that belongs to no affect. */
  readonly probabilities: Readonly<Record<Affect, number>>
  readonly arousal: number
  readonly valence: number
}

/** A frame's weight falls to 1/e in so long: 92 % of the whole lie in the last three seconds. */
const memoryS = 1.2

/**
 * `before` with `frame` heard as well, which ended at `atS`; the frame alone where there was none before.
 *
 * A weighted mean of probabilities, not their product: the windows overlap, so a product would count the same sound up to
 * eight times and be sure of what was hardly heard. A mean of calibrated probabilities is never surer than the surest of
 * them, and rather too modest than too sharp (Ranjan & Gneiting 2010).
 */
export function mergeFrame(before: MergedTone | null, frame: VoiceFrame, atS: number): MergedTone {
  const kept = before ? before.weight * Math.exp(Math.min(0, before.atS - atS) / memoryS) : 0
  const weight = kept + 1
  const mean = (earlier: number | undefined, now: number) => ((earlier ?? 0) * kept + now) / weight
  const probabilities = claimed(frame)
  for (const affect of affectSchema.options)
    probabilities[affect] = mean(before?.probabilities[affect], probabilities[affect])
  return {
    atS,
    weight,
    probabilities,
    arousal: mean(before?.arousal, frame.arousal),
    valence: mean(before?.valence, frame.valence),
  }
}

/**
 * The frame's probabilities with its confidence for its affect. It is the confidence that is calibrated: where it is lower
 * than the probability, everything sinks with it, so that doubt in the whole frame makes no other affect likelier.
 */
function claimed({ affect, confidence, probabilities }: VoiceFrame): Record<Affect, number> {
  const stated = probabilities[affect]
  const others = confidence < stated ? confidence / stated : (1 - confidence) / Math.max(1 - stated, 1e-9)
  const told = { ...probabilities }
  for (const each of affectSchema.options) told[each] *= others
  told[affect] = confidence
  return told
}
