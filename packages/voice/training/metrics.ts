/** One thing that was judged: what it was, what was said, and how surely. */
export interface Scored {
  truth: string
  said: string
  confidence: number
}

/** Unweighted average recall: the mean over the true classes of the share that was recognised. */
export function unweightedAverageRecall(scored: readonly Scored[]): number {
  const classes = [...new Set(scored.map(({ truth }) => truth))]
  const recalls = classes.map((name) => accuracy(scored.filter(({ truth }) => truth === name)))
  return recalls.reduce((a, b) => a + b, 0) / recalls.length
}

export function accuracy(scored: readonly Scored[]): number {
  return scored.filter(({ truth, said }) => truth === said).length / Math.max(1, scored.length)
}

/** Expected calibration error over equal bins of confidence (Guo et al., ICML 2017). */
export function expectedCalibrationError(scored: readonly Scored[], bins = 15): number {
  let error = 0
  for (let bin = 0; bin < bins; bin++) {
    const inBin = scored.filter(({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin)
    if (inBin.length === 0) continue
    const meanConfidence = inBin.reduce((sum, { confidence }) => sum + confidence, 0) / inBin.length
    error += (inBin.length / scored.length) * Math.abs(accuracy(inBin) - meanConfidence)
  }
  return error
}

/** Chance that a random one of `high` scores above a random one of `low`; ties count half. */
export function areaUnderCurve(high: readonly number[], low: readonly number[]): number {
  let wins = 0
  for (const h of high) for (const l of low) wins += h > l ? 1 : h === l ? 0.5 : 0
  return wins / (high.length * low.length)
}

/** Of those at least as sure as `floor`: how many they are, and how often they are right. */
export function riskAt(scored: readonly Scored[], floor: number): { coverage: number; accuracy: number } {
  const kept = scored.filter(({ confidence }) => confidence >= floor)
  return { coverage: kept.length / Math.max(1, scored.length), accuracy: accuracy(kept) }
}
