/**
 * How often a merged probability is right, as [merged, right], both rising: what `pnpm --filter @undertone/server evaluate-events`
 * prints with [[1, 1]] for this table, on the 28 speakers of EmoDB and RAVDESS, each heard by a model that didn't learn from them. 2,326
 * events; most recordings count twice, of an unknown voice and of a known one. Below 0.75 events are
 * right a little oftener than they say (0.53 where they say 0.45); that is left as it is, for voices unlike these two corpora.
 */
const rightOf = [
  [0.75, 0.75],
  [0.85, 0.78],
  [0.95, 0.89],
  [1, 0.93],
] as const

/** The confidence to tell for a merged `probability`, both 0–1: a line through the points of the table. */
export function mergedConfidence(probability: number): number {
  let from: readonly [number, number] = [0, 0]
  for (const to of rightOf) {
    if (probability <= to[0]) return between(from, to, probability)
    from = to
  }
  return from[1]
}

function between(
  [fromMerged, fromRight]: readonly [number, number],
  [toMerged, toRight]: readonly [number, number],
  merged: number,
): number {
  return fromRight + ((merged - fromMerged) / (toMerged - fromMerged)) * (toRight - fromRight)
}
