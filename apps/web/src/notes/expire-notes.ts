import type { NotesDb } from './notes-db.ts'

export interface ExpireNotesOptions {
  readonly notes: Pick<NotesDb, 'removeOlderThan'>
  /** Null: until the person deletes them. */
  readonly days: number | null
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: number
  /** The session of this tab: it is never deleted while it runs. */
  readonly runningId: string | null
}

const dayMs = 24 * 60 * 60 * 1_000

/** Deletes what was to be kept for `days` and has been. A device that refuses is asked again at the next occasion. */
export async function expireNotes({ notes, days, nowMs, runningId }: ExpireNotesOptions): Promise<void> {
  if (days === null) return
  try {
    await notes.removeOlderThan(nowMs - days * dayMs, runningId)
  } catch {
    // Nobody is waiting for it, and who reads the notes is told of a device that refuses by the list.
  }
}
