import type { Couple } from '../couple.ts'
import type { FlakyClient } from '../flaky-client.ts'
import { addVerdicts, noFault } from '../judge.ts'
import { judgeWithGaps, type VerdictWithGaps } from './judge-with-gaps.ts'

export interface Judged {
  readonly verdict: VerdictWithGaps
  /** What is wrong with whom, a line for each client. */
  readonly faults: readonly string[]
}

/** Holds what is on every screen, and what every client kept, against what was said. */
export function judgeCouples(couples: readonly Couple[]): Judged {
  const faults: string[] = []
  let all: VerdictWithGaps = { ...noFault, missed: 0 }
  for (const { owner, other, truth, sessionId } of couples) {
    for (const client of [owner, other]) {
      for (const items of [client.shown(), client.kept]) {
        const one = judgeWithGaps(items, truth, client.id)
        all = { ...addVerdicts(all, one), missed: all.missed + one.missed }
        if (one.lost + one.doubled + one.outOfOrder + one.changed > 0)
          faults.push(`${sessionId}: ${describe(client, one)}`)
      }
    }
  }
  return { verdict: all, faults }
}

function describe({ phase, lastId, told }: FlakyClient, verdict: VerdictWithGaps): string {
  return JSON.stringify({ ...verdict, phase: phase(), lastId: lastId(), told })
}
