import type { Messages } from '../../messages/en.ts'
import { heardRow } from './heard-row.ts'
import type { HeardRow } from './heard-row.ts'
import type { ReadEntry } from './with-notes.ts'

type Run = readonly ReadEntry[]

/**
 * Makes rows of runs, `most` of them at most. A run that is as it was last time has the same row again: of a list that is
 * asked for with every tone only what changed is worded and rendered anew.
 */
export function createHeardRows(messages: Messages): (runs: Iterable<Run>, most: number) => HeardRow[] {
  let known = new Map<ReadEntry, { last: ReadEntry; row: HeardRow }>()
  return (runs, most) => {
    const rows: HeardRow[] = []
    const before = known
    known = new Map()
    for (const run of runs) {
      if (rows.length >= most) break
      const [first, last] = [run[0], run.at(-1)]
      if (!first || !last) continue
      const same = before.get(first)
      // Nothing comes between two neighbours of a run: it is told by its ends.
      const row = same?.last === last ? same.row : heardRow(run, messages)
      if (!row) continue
      known.set(first, { last, row })
      rows.push(row)
    }
    return rows
  }
}
