import { readonly, shallowRef } from 'vue'
import type { NotesDb } from '../notes/notes-db.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import type { RunningSession } from '../stores/running-session.ts'

/** Writes what is heard to the device as it arrives, in order. A device that can't never stops the live view. */
export function useNotesKeeper(notes: NotesDb, session: RunningSession, nowMs: () => number) {
  const isFailing = shallowRef(false)
  let writing = Promise.resolve()

  function keep(item: HeardItem): void {
    writing = writing
      .then(() => notes.append(session.id, session.startedAtMs, item, nowMs()))
      .then(() => void (isFailing.value = false))
      .catch(() => void (isFailing.value = true))
  }

  /** Resolves once all that was handed over is written, or was refused. */
  async function settled(): Promise<void> {
    await writing
  }

  return { keep, settled, isFailing: readonly(isFailing) }
}
