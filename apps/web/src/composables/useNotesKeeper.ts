import { computed, onScopeDispose, shallowRef } from 'vue'
import type { NotesDb } from '../notes/notes-db.ts'
import { createNotesQueue } from '../notes/notes-queue.ts'
import { createPatience } from '../notes/patience.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import type { RunningSession } from '../stores/running-session.ts'
import type { PageLike } from './page-like.ts'

/** A device that is asked for its notes and doesn't answer must not hold the session up. */
const recallWithinMs = 1_500
const removeWithinMs = 3_000

export interface UseNotesKeeperOptions {
  readonly notes: NotesDb
  readonly session: RunningSession
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: () => number
  readonly page: Pick<PageLike, 'after'>
}

/**
 * Writes what is heard to the device as it arrives, in order; what a device refuses or leaves unanswered is tried again
 * until it is written. None of it ever stops the live view.
 */
export function useNotesKeeper({ notes, session, nowMs, page }: UseNotesKeeperOptions) {
  const isUnwritten = shallowRef(false)
  const isUnreadable = shallowRef(false)
  let lastWrittenId = session.lastId ?? 0
  const patience = createPatience(page.after)
  const queue = createNotesQueue({
    async write(item: HeardItem, atMs) {
      await notes.append(session.id, session.startedAtMs, item, atMs)
      if (item.kind === 'tone') lastWrittenId = Math.max(lastWrittenId, item.id)
    },
    onWritten: () => (isUnreadable.value = false),
    onFailing: (isFailing) => (isUnwritten.value = isFailing),
    nowMs,
    after: page.after,
  })

  /** What was kept of this session before; null where the device refuses, or takes longer than 1.5 s to tell. */
  function recall(): Promise<HeardItem[] | null> {
    const reading = notes.read(session.id).catch(() => {
      isUnreadable.value = true
      return null
    })
    return patience.within(reading, recallWithinMs, null)
  }

  /**
   * Deletes all of it from the device; what isn't written yet never will be. Rejects where the device refuses, or hasn't
   * answered within 3 s.
   */
  async function drop(): Promise<void> {
    await queue.abandon()
    const removing = notes.remove(session.id).then(() => true)
    if (!(await patience.within(removing, removeWithinMs, false))) throw new Error('The notes don’t answer')
  }

  onScopeDispose(() => {
    queue.close()
    patience.end()
  })

  return {
    keep: queue.add,
    /** The highest event id that is known to be written to the device, 0 before the first. */
    lastWrittenId: () => lastWrittenId,
    recall,
    /** Resolves within 3 s: all that was handed over is written, or `isFailing` says that it isn't. */
    settled: queue.settle,
    drop,
    /** Something of it isn't on the device: a line was refused or is late, or what was kept couldn't be read. */
    isFailing: computed(() => isUnwritten.value || isUnreadable.value),
  }
}
