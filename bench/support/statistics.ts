export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** Nearest-rank percentile, 0 < `rank` ≤ 100; NaN of nothing. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil((rank / 100) * sorted.length) - 1] ?? NaN
}
