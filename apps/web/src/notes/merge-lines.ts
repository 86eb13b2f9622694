import { isTone } from '../stores/heard-item.ts'
import type { HeardGap, HeardItem, HeardTone } from '../stores/heard-item.ts'

/**
 * Lines in the order of their places, as one conversation: what one page missed and another heard is no gap.
 * `seq` is counted anew.
 */
export function mergeLines(lines: readonly HeardItem[]): HeardItem[] {
  const tones = lines.filter(isTone).sort((a, b) => a.id - b.id)
  const merged = lines.flatMap<HeardItem>((line) => (line.kind === 'gap' ? missedParts(line, tones) : line))
  return merged.map((line, seq) => ({ ...line, seq }))
}

/** The parts of `gap` that nobody heard. Goes from tone to tone: of how much is missed a row may say anything. */
function missedParts(gap: HeardGap, tones: readonly HeardTone[]): HeardGap[] {
  const parts: HeardGap[] = []
  let { from } = gap
  const { to, epoch = 0 } = gap
  for (const tone of tones) {
    if ((tone.epoch ?? 0) !== epoch || tone.id < from || tone.id > to) continue
    if (tone.id > from) parts.push({ ...gap, from, to: tone.id - 1 })
    from = tone.id + 1
  }
  return from > to ? parts : [...parts, { ...gap, from }]
}
