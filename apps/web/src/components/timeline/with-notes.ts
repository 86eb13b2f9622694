import { isTone } from '../../stores/heard-item.ts'
import type { HeardItem, HeardTone } from '../../stores/heard-item.ts'
import type { TypedNote } from '../../stores/typed-note.ts'

/** What the person typed, and the tone that was heard last by then. */
export interface NoteEntry {
  readonly kind: 'note'
  readonly note: TypedNote
  readonly tone: HeardTone | null
}

/** One entry of a conversation as it is read: something heard (or not), or a note. */
export type ReadEntry = HeardItem | NoteEntry

/**
 * What was heard, with each of `notes` (any order) behind all that had begun by its moment. The lines keep their order:
 * where a server counted its time anew, that is the one they were heard in.
 */
export function withNotes(items: readonly HeardItem[], notes: readonly TypedNote[]): readonly ReadEntry[] {
  // A live list is asked for with every tone: without notes nothing of it is copied.
  if (notes.length === 0) return items
  const entries: ReadEntry[] = []
  let taken = 0
  for (const { note, place } of placed(items, notes)) {
    const tone = items.slice(0, place).findLast(isTone) ?? null
    entries.push(...items.slice(taken, place), { kind: 'note', note, tone })
    taken = place
  }
  return [...entries, ...items.slice(taken)]
}

function placed(items: readonly HeardItem[], notes: readonly TypedNote[]) {
  const inOrder = [...notes].sort((a, b) => a.atS - b.atS || a.writtenAtMs - b.writtenAtMs)
  let atLeast = 0
  return inOrder.map((note) => {
    atLeast = Math.max(atLeast, items.findLastIndex((item) => beginsBy(item, note.atS)) + 1)
    return { note, place: atLeast }
  })
}

/** A gap has no time of its own: it stands with what came before it. */
function beginsBy(item: HeardItem, atS: number): boolean {
  if (item.kind === 'gap') return false
  return (item.kind === 'tone' ? item.event.timestamp : item.fromS) <= atS
}
