import { linePlace } from '../notes/line-place.ts'
import type { NotesDb } from '../notes/notes-db.ts'
import type { HeardItem } from '../stores/heard-item.ts'

/** `hangs`: no answer until `thaw`, and then the right one. */
export type NotesMood = 'well' | 'refuses' | 'hangs'

/** A device's notes that refuse or leave unanswered what they are asked, as `become` says. */
export function createMoodyNotes() {
  const lines = new Map<string, HeardItem>()
  let held = new Array<() => void>()
  let mood: NotesMood = 'well'
  let asked = 0

  function answer<T>(act: () => T): Promise<T> {
    asked++
    if (mood === 'refuses') return Promise.reject(new DOMException('', 'QuotaExceededError'))
    if (mood === 'well') return Promise.resolve().then(act)
    return new Promise((resolve) => held.push(() => resolve(act())))
  }

  const notes: NotesDb = {
    append: (_id, _startedAtMs, item) => answer(() => void lines.set(String(linePlace(item)), item)),
    list: () => answer(() => []),
    read: () => answer(() => [...lines.values()]),
    remove: () => answer(() => lines.clear()),
  }

  return {
    notes,
    become: (next: NotesMood) => void (mood = next),
    thaw() {
      const before = held
      held = []
      before.forEach((settle) => settle())
    },
    ids: () => [...lines.values()].flatMap((line) => (line.kind === 'tone' ? [line.id] : [])),
    asked: () => asked,
  }
}
