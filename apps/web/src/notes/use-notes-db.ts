import { inject } from 'vue'
import type { InjectionKey } from 'vue'
import { createNotesDb } from './notes-db.ts'
import type { NotesDb } from './notes-db.ts'

export const notesDbKey: InjectionKey<NotesDb> = Symbol('notes')

export function useNotesDb(): NotesDb {
  return inject(notesDbKey, () => createNotesDb('undertone'), true)
}
