import { linePlace } from '../notes/line-place.ts'
import type { NotesDb } from '../notes/notes-db.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import type { TypedNote } from '../stores/typed-note.ts'
import { refusingNotes } from './refusing-notes.ts'

/** `hangs`: no answer until `thaw`, and then the right one. */
export type NotesMood = 'well' | 'refuses' | 'hangs'

/** A device's notes that refuse or leave unanswered what they are asked, as `become` says. */
export function createMoodyNotes() {
  const lines = new Map<string, HeardItem>()
  const typed = new Map<string, TypedNote>()
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
    ...refusingNotes(),
    append: (_id, _startedAtMs, item) => answer(() => void lines.set(String(linePlace(item)), item)),
    list: () => answer(() => []),
    read: () => answer(() => [...lines.values()]),
    remove: () =>
      answer(() => {
        lines.clear()
        typed.clear()
      }),
    putNote: (_id, _startedAtMs, note) => answer(() => void typed.set(note.id, note)),
    removeNote: (_id, noteId) => answer(() => void typed.delete(noteId)),
    readNotes: () => answer(() => [...typed.values()]),
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
    texts: () => [...typed.values()].map(({ text }) => text),
    asked: () => asked,
  }
}
