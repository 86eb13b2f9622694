export function meanOf(values: Float32Array): number {
  if (values.length === 0) return 0
  const { length } = values
  let sum = 0
  // V8 takes five times as long for a for-of over a typed array.
  for (let i = 0; i < length; i++) sum += values[i]
  return sum / values.length
}

export function deviationOf(values: Float32Array, mean: number): number {
  if (values.length === 0) return 0
  const { length } = values
  let squares = 0
  for (let i = 0; i < length; i++) squares += (values[i] - mean) ** 2
  return Math.sqrt(squares / values.length)
}

/** Pearson's r; 0 where either stands still. */
export function correlation(a: Float32Array, b: Float32Array): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)]
  const spread = deviationOf(a, meanA) * deviationOf(b, meanB) * a.length
  if (spread < 1e-9) return 0
  let products = 0
  for (let i = 0; i < a.length; i++) products += (a[i] - meanA) * (b[i] - meanB)
  return products / spread
}
