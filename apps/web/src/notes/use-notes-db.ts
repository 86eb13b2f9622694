import { inject } from 'vue'
import { createNotesDb } from './notes-db.ts'
import type { NotesDb } from './notes-db.ts'
import { notesDbKey } from './notes-db-key.ts'

/** The device's notes, wherever they are asked for. */
export function useNotesDb(): NotesDb {
  return inject(notesDbKey, deviceNotes, true)
}

/** Two connections see the same notes, and the database takes their turns: a connection each is as good as one. */
function deviceNotes(): NotesDb {
  return createNotesDb('undertone')
}
