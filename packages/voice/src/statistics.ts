/** Zeros where there are no values. */
export interface Summary {
  mean: number
  deviation: number
  p10: number
  p50: number
  p90: number
}

const nothing: Summary = { mean: 0, deviation: 0, p10: 0, p50: 0, p90: 0 }

/** Summarises `values`, and sorts them in place on the way. */
export function summarise(values: Float32Array): Summary {
  if (values.length === 0) return nothing
  const mean = meanOf(values)
  const deviation = deviationOf(values, mean)
  values.sort()
  return {
    mean,
    deviation,
    p10: quantile(values, 0.1),
    p50: quantile(values, 0.5),
    p90: quantile(values, 0.9),
  }
}

export function meanOf(values: Float32Array): number {
  if (values.length === 0) return 0
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

export function deviationOf(values: Float32Array, mean: number): number {
  if (values.length === 0) return 0
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  return Math.sqrt(squares / values.length)
}

/** Linear interpolation between the two nearest of `sorted`. */
export function quantile(sorted: Float32Array, share: number): number {
  if (sorted.length === 0) return 0
  const position = share * (sorted.length - 1)
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (position - below) * (sorted[above] - sorted[below])
}

/** Slope of the least-squares line through evenly spaced values, per step. */
export function trendOf(values: Float32Array): number {
  const middle = (values.length - 1) / 2
  let products = 0
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    products += (i - middle) * values[i]
    squares += (i - middle) ** 2
  }
  return squares > 0 ? products / squares : 0
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
