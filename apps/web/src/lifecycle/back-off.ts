const firstDelayMs = 1_000
const longestDelayMs = 30_000
/** Each delay is spread by ± 20 %, so that phones which lost the same server don't return in the same instant. */
const spread = 0.2

/** Milliseconds to wait after `failures` (≥ 1) failed attempts in a row: 1, 2, 4 … 30 s. `random` gives [0, 1). */
export function backOffMs(failures: number, random: () => number): number {
  const doubled = firstDelayMs * 2 ** Math.min(failures - 1, 10)
  const jitter = 1 - spread + 2 * spread * random()
  return Math.min(longestDelayMs, Math.round(doubled * jitter))
}
