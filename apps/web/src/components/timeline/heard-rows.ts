import type { Messages } from '../../messages/en.ts'
import { heardRow } from './heard-row.ts'
import type { HeardRow } from './heard-row.ts'
import type { ReadEntry } from './with-notes.ts'

/**
 * Makes rows of runs, the same one for the same run: of a list that is asked for with every tone only the row that changed is
 * worded and rendered anew.
 */
export function createHeardRows(messages: Messages): (run: readonly ReadEntry[]) => HeardRow | null {
  const known = new WeakMap<ReadEntry, { last: ReadEntry; row: HeardRow | null }>()
  return (run) => {
    const [first, last] = [run[0], run.at(-1)]
    if (!first || !last) return null
    const before = known.get(first)
    // Nothing comes between two neighbours of a run: it is told by its ends.
    if (before?.last === last) return before.row
    const row = heardRow(run, messages)
    known.set(first, { last, row })
    return row
  }
}
