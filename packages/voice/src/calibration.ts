/** How log shares become probabilities that mean what they say: fitted on voices that the model never heard. */
export interface Calibration {
  /** Divides the logarithms of the shares. */
  temperature: number
  /** Share of the temperature that is added for each unit of novelty (novelty.ts): what is unlike all that was learnt from is doubted. */
  strangeness: number
}

/** Shares by `logShares`, made as sure as such a judgement usually has the right to be. Sums to 1. */
export function calibrate(
  { temperature, strangeness }: Calibration,
  logShares: Float64Array,
  novelty: number,
): Float64Array {
  const divisor = temperature * (1 + strangeness * novelty)
  return sharesOf(logShares.map((log) => log / divisor))
}

/** Logarithms of the softmax. What stands at −∞ has no share. */
export function logSharesOf(logits: Float64Array): Float64Array {
  const logSum = logSumOf(logits)
  return logits.map((logit) => logit - logSum)
}

/** Logarithm of the sum of the powers of e. */
export function logSumOf(logits: Float64Array): number {
  const highest = logits.reduce((a, b) => Math.max(a, b), -Infinity)
  return highest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - highest), 0))
}

export function sharesOf(logits: Float64Array): Float64Array {
  return logSharesOf(logits).map(Math.exp)
}
