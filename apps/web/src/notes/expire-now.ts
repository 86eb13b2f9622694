import { createSessionMemory } from '../api/session-memory.ts'
import { expireNotes } from './expire-notes.ts'
import { createNotesDb } from './notes-db.ts'
import type { NotesDb } from './notes-db.ts'

/** Deletes what has been kept for `days`. `provided`: the notes that are at hand already, if any. */
export async function expireNow(days: number | null, provided: NotesDb | null): Promise<void> {
  const running = createSessionMemory(() => sessionStorage).read()
  const notes = provided ?? createNotesDb('undertone')
  await expireNotes({ notes, days, nowMs: Date.now(), runningId: running?.id ?? null })
}
