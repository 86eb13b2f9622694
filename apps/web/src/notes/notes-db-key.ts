import type { InjectionKey } from 'vue'
import type { NotesDb } from './notes-db.ts'

/** Apart from the notes themselves, whose code the first screen doesn't need. */
export const notesDbKey: InjectionKey<NotesDb> = Symbol('notes')
