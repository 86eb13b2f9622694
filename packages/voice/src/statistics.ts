import { percentiles } from './percentiles.ts'

/** Zeros where there are no values. */
export interface Summary {
  mean: number
  deviation: number
  p10: number
  p50: number
  p90: number
}

const nothing: Summary = { mean: 0, deviation: 0, p10: 0, p50: 0, p90: 0 }

export function summarise(values: Float32Array): Summary {
  if (values.length === 0) return nothing
  const mean = meanOf(values)
  const [p10, p50, p90] = percentiles(values, [0.1, 0.5, 0.9])
  return { mean, deviation: deviationOf(values, mean), p10, p50, p90 }
}

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

/** Linear interpolation between the two nearest of `sorted`. */
export function quantile(sorted: Float32Array, share: number): number {
  if (sorted.length === 0) return 0
  const position = share * (sorted.length - 1)
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (position - below) * (sorted[above] - sorted[below])
}

/** Mean size of the step from one value to the next. */
export function meanStepOf(values: Float32Array): number {
  let sum = 0
  for (let i = 1; i < values.length; i++) sum += Math.abs(values[i] - values[i - 1])
  return sum / Math.max(1, values.length - 1)
}

/** Slope of the least-squares line through evenly spaced values, per step. */
export function trendOf(values: Float32Array): number {
  const middle = (values.length - 1) / 2
  const squares = (values.length * (values.length ** 2 - 1)) / 12
  let products = 0
  for (let i = 0; i < values.length; i++) products += (i - middle) * values[i]
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
