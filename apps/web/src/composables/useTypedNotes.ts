import { computed, onScopeDispose, shallowRef } from 'vue'
import type { NotesDb } from '../notes/notes-db.ts'
import { createNotesQueue } from '../notes/notes-queue.ts'
import type { TypedNote } from '../stores/typed-note.ts'
import { useTypedNotesStore } from '../stores/typed-notes.ts'
import type { NoteChange } from '../stores/typed-notes.ts'
import type { PageLike } from './page-like.ts'
import type { UnwrittenMemory } from './unwritten-notes.ts'

export interface UseTypedNotesOptions {
  readonly notes: NotesDb
  readonly conversation: { readonly id: string; readonly startedAtMs: number }
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: () => number
  readonly page: Pick<PageLike, 'after'>
  readonly memory: UnwrittenMemory
}

/**
 * What the person typed at moments of one conversation. It is shown at once, and tried to be written until it is; a device
 * that refuses takes nothing away from the page.
 */
export function useTypedNotes({ notes: device, conversation, nowMs, page, memory }: UseTypedNotesOptions) {
  const store = useTypedNotesStore()
  const { notes, unwritten } = store.of(conversation.id)
  const isUnwritten = shallowRef(false)
  const isUnreadable = shallowRef(false)
  const queue = createNotesQueue({
    write: (change: NoteChange, atMs) => write(change, atMs),
    onWritten: settled,
    onFailing: (isFailing) => (isUnwritten.value = isFailing),
    nowMs,
    after: page.after,
  })
  // What a view before this one couldn't hand over, or a page before this one.
  for (const change of memory.read()) if (!unwritten.has(change.id)) unwritten.set(change.id, change)
  for (const change of unwritten.values()) queue.add(change)
  notes.value = [...unwritten.values()].reduce(changed, notes.value)

  function write({ id, note }: NoteChange, atMs: number): Promise<void> {
    if (!note) return device.removeNote(conversation.id, id)
    return device.putNote(conversation.id, conversation.startedAtMs, note, atMs)
  }

  function put(note: TypedNote): void {
    notes.value = changed(notes.value, { id: note.id, note })
    change({ id: note.id, note })
  }

  function remove(id: string): void {
    notes.value = changed(notes.value, { id, note: null })
    change({ id, note: null })
  }

  function change(news: NoteChange): void {
    unwritten.set(news.id, news)
    remember()
    queue.add(news)
  }

  function settled(change: NoteChange): void {
    if (unwritten.get(change.id) !== change) return
    unwritten.delete(change.id)
    remember()
  }

  function remember(): void {
    memory.write([...unwritten.values()])
  }

  /** They are deleted: none is shown any more. */
  function forget(): void {
    store.drop(conversation.id)
    remember()
  }

  /** Shows what was kept before. What the device doesn't know yet counts more; where it can't be read, all stays as it is. */
  async function restore(): Promise<void> {
    try {
      const kept = await device.readNotes(conversation.id)
      notes.value = [...unwritten.values()].reduce(changed, kept)
      isUnreadable.value = false
    } catch {
      isUnreadable.value = true
    }
  }

  onScopeDispose(queue.close)

  return {
    notes: computed(() => notes.value),
    put,
    remove,
    restore,
    /** What isn't written yet never will be. */
    abandon: queue.abandon,
    forget,
    /** Something of it isn't on the device, or couldn't be read. */
    isFailing: computed(() => isUnwritten.value || isUnreadable.value),
  }
}

export type TypedNotes = ReturnType<typeof useTypedNotes>

function changed(notes: readonly TypedNote[], { id, note }: NoteChange): readonly TypedNote[] {
  const others = notes.filter((other) => other.id !== id)
  return note ? [...others, note] : others
}
