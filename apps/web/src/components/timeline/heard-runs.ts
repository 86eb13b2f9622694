import type { ReadEntry } from './with-notes.ts'

/** Tones further apart than this have a pause between them; one comes every four seconds while someone speaks, or sooner. */
const longestPauseS = 5.5

/** What was heard, alike neighbours as one run, each run oldest first. Looks no further than it is asked to. */
export function* heardRuns(items: readonly ReadEntry[], isNewestFirst: boolean): Generator<ReadEntry[]> {
  let run: ReadEntry[] = []
  for (let i = 0; i < items.length; i++) {
    const item = items.at(isNewestFirst ? -1 - i : i)
    if (!item) return
    const neighbour = isNewestFirst ? run[0] : run.at(-1)
    if (neighbour && !(isNewestFirst ? isAlike(item, neighbour) : isAlike(neighbour, item))) {
      yield run
      run = []
    }
    if (isNewestFirst) run.unshift(item)
    else run.push(item)
  }
  if (run.length > 0) yield run
}

/** `later` says the same again, at once: nothing was missed or noted between, and neither was caught up alone. */
function isAlike(sooner: ReadEntry, later: ReadEntry): boolean {
  if (sooner.kind !== 'tone' || later.kind !== 'tone') return false
  const [a, b] = [sooner.event, later.event]
  return (
    later.id === sooner.id + 1 &&
    later.caughtUp === sooner.caughtUp &&
    a.label === b.label &&
    a.affect === b.affect &&
    b.timestamp - a.timestamp <= longestPauseS
  )
}
