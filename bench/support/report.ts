import { appendFileSync } from 'node:fs'
import { printTable } from './table.ts'

/** One figure. */
export interface Row {
  readonly what: string
  /** As it is to be read, with its unit. */
  readonly figure: string
  /** What it is measured beside, and what that gave; '' where there is nothing alike. */
  readonly peer: string
  /** Our figure over the peer's, or the other way round where more is better, as `goal` has it; '' without a peer. */
  readonly ratio: string
  /** '' where nothing was asked for. */
  readonly goal: string
  /** Null where nothing was asked for. */
  readonly met: boolean | null
}

/** How a figure grows with the work: the cost of the whole work, smallest first. */
export interface Growth {
  readonly what: string
  /** Of `points[].work`, say "subscribers". */
  readonly unit: string
  /** Of `points[].cost`, say "ms of CPU for an event". */
  readonly cost: string
  readonly points: readonly { readonly work: number; readonly cost: number }[]
}

/** What a bench hands to the one that started it. */
export interface Report {
  readonly rows: readonly Row[]
  readonly growth: readonly Growth[]
}

/** File that reports are gathered in, a line each; where there is none a bench prints its own. */
const file = process.env['BENCH_REPORT']

/** Says `rows`: as a table, and to the run of all benches where this is one of them. */
export function report(rows: readonly Row[]): void {
  printTable(rows)
  gather({ rows, growth: [] })
}

/** Says how figures grow: for the picture. */
export function reportGrowth(growth: readonly Growth[]): void {
  for (const { what, unit, cost, points } of growth) {
    const steps = points.map(
      ({ work, cost: each }) => `${work.toLocaleString('en-GB')} → ${each.toPrecision(3)}`,
    )
    console.log(`${what}, ${cost} by ${unit}: ${steps.join(', ')}`)
  }
  gather({ rows: [], growth })
}

function gather(gathered: Report): void {
  if (file) appendFileSync(file, `${JSON.stringify(gathered)}\n`)
}
