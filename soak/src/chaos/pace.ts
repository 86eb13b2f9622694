/** How long things take; in a run of less than five minutes everything is shorter, and happens all the same. */
export interface Pace {
  readonly idleTtlS: number
  /** A stream lasts for so long, in which its lease must be renewed; and one of a dead phone, at the end, as well. */
  readonly streamMaxAgeS: number
  /** What is dead at the end is buried, and not waited for. */
  readonly buriesDead: boolean
  /** A session that is watched without a break is watched for so long: past its idle time, were its leases not renewed. */
  readonly sittingMs: number
  /** Redis is away for so long; for several of the nodes' attempts to reach it. */
  readonly awayMs: number
  /** A node stands still for so long: longer than its leases of 30 s, and for some of it than a client trusts a silence. */
  readonly frozenMs: readonly [number, number]
  /** A node alone can't reach Redis for so long; it may be longer than its leases. */
  readonly cutOffMs: readonly [number, number]
  /** Until a node that was killed is started anew. */
  readonly deadMs: readonly [number, number]
  /** Between two harms. */
  readonly pauseMs: readonly [number, number]
}

export const fullPace: Pace = {
  idleTtlS: 60,
  streamMaxAgeS: 120,
  buriesDead: false,
  sittingMs: 140_000,
  awayMs: 20_000,
  frozenMs: [35_000, 60_000],
  cutOffMs: [20_000, 50_000],
  deadMs: [0, 8_000],
  pauseMs: [3_000, 12_000],
}

export const shortPace: Pace = {
  idleTtlS: 30,
  streamMaxAgeS: 60,
  buriesDead: true,
  sittingMs: 20_000,
  awayMs: 6_000,
  frozenMs: [31_000, 32_000],
  cutOffMs: [6_000, 6_000],
  deadMs: [0, 1_000],
  pauseMs: [1_000, 2_000],
}
