/** Confidence in three steps, as people tell them apart. */
export type Certainty = 'guess' | 'fair' | 'sure'

/** `confidence` is calibrated, 0–1: at 0.7 seven in ten are right, which deserves "quite sure" and no more. */
export function certaintyOf(confidence: number): Certainty {
  if (confidence >= 0.7) return 'sure'
  return confidence >= 0.5 ? 'fair' : 'guess'
}
