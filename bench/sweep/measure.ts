import { isShort } from '../support/options.ts'
import { median } from '../support/statistics.ts'
import type { Field, Swept } from './field.ts'
import type { LongestTurn } from './loop-watch.ts'

/** The first sweeps run code that isn't compiled yet. */
const warmUps = 2
const rounds = isShort ? 1 : 7
const emptySweeps = 1_000
const scans = 3

/** How sweeps went among so many live sessions: medians over all rounds. */
export interface Sweeps {
  readonly live: number
  readonly due: number
  readonly noneDueUs: number
  /** A look at all sessions in a Map. */
  readonly scanUs: number
  readonly eachUs: number
  readonly eachCpuUs: number
  /** Of all rounds. */
  readonly longest: LongestTurn
  readonly allAtOnce: Swept
}

export async function measureSweeps(field: Field, live: number): Promise<Sweeps> {
  const due = live / 100
  await field.live(live, warmUps + rounds, due)
  const measured: { noneDueUs: number; scanUs: number; swept: Swept }[] = []
  for (let n = -warmUps; n < rounds; n++) {
    const round = {
      noneDueUs: median(await field.noneDue(emptySweeps)),
      scanUs: median(await field.scan(scans)),
      swept: await field.nextDue(),
    }
    if (round.swept.removed !== due) throw new Error(`${round.swept.removed} were ended, not ${due}`)
    if (n >= 0) measured.push(round)
  }
  const medianOf = (of: (round: (typeof measured)[number]) => number) => median(measured.map(of))
  const turn = (part: keyof LongestTurn) => Math.max(...measured.map(({ swept }) => swept.longest[part]))
  return {
    live,
    due,
    noneDueUs: medianOf(({ noneDueUs }) => noneDueUs),
    scanUs: medianOf(({ scanUs }) => scanUs),
    eachUs: medianOf(({ swept }) => (swept.tookMs * 1_000) / due),
    eachCpuUs: medianOf(({ swept }) => (swept.cpuMs * 1_000) / due),
    longest: {
      turnMs: turn('turnMs'),
      turnCpuMs: turn('turnCpuMs'),
      delayMs: turn('delayMs'),
      gcMs: turn('gcMs'),
    },
    allAtOnce: await field.allDue(),
  }
}
