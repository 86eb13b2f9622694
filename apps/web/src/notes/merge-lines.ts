import { isTone } from '../stores/heard-item.ts'
import type { HeardGap, HeardItem } from '../stores/heard-item.ts'

/**
 * Lines in the order of their places, as one conversation: what one page missed and another heard is no gap.
 * `seq` is counted anew.
 */
export function mergeLines(lines: readonly HeardItem[]): HeardItem[] {
  const heard = new Set(lines.filter(isTone).map(({ epoch = 0, id }) => `${epoch} ${id}`))
  const isHeard = (gap: HeardGap, id: number) => heard.has(`${gap.epoch ?? 0} ${id}`)
  const merged = lines.flatMap<HeardItem>((line) =>
    line.kind === 'gap' ? missedParts(line, (id) => isHeard(line, id)) : line,
  )
  return merged.map((line, seq) => ({ ...line, seq }))
}

/** The parts of `gap` that nobody heard. */
function missedParts(gap: HeardGap, isHeard: (id: number) => boolean): HeardGap[] {
  const parts: HeardGap[] = []
  let from: number | null = null
  for (let id = gap.from; id <= gap.to + 1; id++) {
    const isMissing = id <= gap.to && !isHeard(id)
    if (isMissing) from ??= id
    else if (from !== null) {
      parts.push({ ...gap, from, to: id - 1 })
      from = null
    }
  }
  return parts
}
