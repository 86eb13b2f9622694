import type { NotesDb } from '../notes/notes-db.ts'

/** The notes of a device that refuses whatever it is asked, with the error of this name. */
export function refusingNotes(name = 'SecurityError'): NotesDb {
  const refused = () => Promise.reject(new DOMException('', name))
  return {
    append: refused,
    list: refused,
    read: refused,
    remove: refused,
    putNote: refused,
    removeNote: refused,
    readNotes: refused,
    rename: refused,
    readAll: refused,
    take: refused,
    putBack: refused,
    removeOlderThan: refused,
  }
}
