/**
 * How often a merged probability is right, as [merged, right], both rising from 0 to 1: what is fitted on merged events of
 * speakers that the model hasn't seen goes here, and nowhere else. The identity claims no more than `mergeFrame` gives.
 */
const rightOf = [
  [0, 0],
  [1, 1],
] as const

/** The confidence to tell for a merged `probability`, both 0–1: a line through the points of the table. */
export function mergedConfidence(probability: number): number {
  for (const [i, [toMerged, toRight]] of rightOf.entries()) {
    if (probability > toMerged) continue
    const [fromMerged, fromRight] = rightOf[i - 1] ?? [0, 0]
    const share = toMerged === fromMerged ? 1 : (probability - fromMerged) / (toMerged - fromMerged)
    return fromRight + share * (toRight - fromRight)
  }
  return 1
}
