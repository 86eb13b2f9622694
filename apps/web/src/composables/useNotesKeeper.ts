import { readonly, shallowRef } from 'vue'
import type { NotesDb } from '../notes/notes-db.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import type { RunningSession } from '../stores/running-session.ts'

/** A device that is asked for its notes and doesn't answer must not hold the session up. */
const patienceMs = 1_500

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

  /** What was kept of this session before; nothing where the device refuses, or takes too long to tell. */
  async function recall(): Promise<HeardItem[]> {
    const kept = await Promise.race([notes.read(session.id).catch(() => null), nothingAfter(patienceMs)])
    isFailing.value = kept === null
    return kept ?? []
  }

  /** Resolves once all that was handed over is written, or was refused. */
  async function settled(): Promise<void> {
    await writing
  }

  return { keep, recall, settled, isFailing: readonly(isFailing) }
}

function nothingAfter(delayMs: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, delayMs, null))
}
