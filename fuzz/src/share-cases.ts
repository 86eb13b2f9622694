import type { TargetName } from './target-names.ts'

/**
 * Of a hundred cases of all targets. Those that cost a connection or a second of sound get fewer than those that cost a
 * fraction of a millisecond.
 */
const shares: Readonly<Record<TargetName, number>> = {
  http: 18,
  sse: 5,
  websocket: 7,
  pcm: 1,
  env: 33,
  rows: 4,
  'stream-data': 32,
}

/** `cases`, shared out among `targets`. */
export function shareCases(cases: number, targets: readonly TargetName[]): Map<TargetName, number> {
  const whole = targets.reduce((sum, name) => sum + shares[name], 0)
  return new Map(targets.map((name) => [name, Math.ceil((cases * shares[name]) / whole)]))
}
