import { computed, shallowRef } from 'vue'
import type { Ref } from 'vue'
import { longestNote } from '../stores/typed-note.ts'
import type { TypedNote } from '../stores/typed-note.ts'
import type { DraftMemory, NoteDraft } from './note-draft.ts'
import type { TypedNotes } from './useTypedNotes.ts'

/** What was just done, and can be undone until the next thing is. */
export interface NoteUndo {
  readonly what: 'deleted' | 'putAside'
  readonly undo: () => void
}

export interface UseNoteEditorOptions {
  readonly notes: Pick<TypedNotes, 'put' | 'remove'> & { readonly notes: Readonly<Ref<readonly TypedNote[]>> }
  readonly memory: DraftMemory
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: () => number
  /** A new name each time. */
  readonly newId: () => string
}

/** Typing one note at a time: a new one at a moment, or one that is there. What was typed is never lost by a slip. */
export function useNoteEditor({ notes, memory, nowMs, newId }: UseNoteEditorOptions) {
  const draft = shallowRef(memory.read())
  const undoable = shallowRef<NoteUndo | null>(null)

  function become(next: NoteDraft | null): void {
    draft.value = next
    memory.write(next)
  }

  /** A new note about `atS` seconds of the session; one that is begun already goes on. */
  function open(atS: number): void {
    undoable.value = null
    if (!draft.value) become({ id: null, atS, text: '' })
  }

  function edit({ id, atS, text }: TypedNote): void {
    undoable.value = null
    // Something else that is being typed is kept first, not thrown away.
    if (draft.value && draft.value.id !== id) save()
    if (!draft.value) become({ id, atS, text })
  }

  function say(text: string): void {
    if (draft.value) become({ ...draft.value, text: text.slice(0, longestNote) })
  }

  /** It is about the moment `atS` instead. */
  function move(atS: number): void {
    if (draft.value) become({ ...draft.value, atS })
  }

  function save(): void {
    const { value: done } = draft
    if (!done) return
    const text = done.text.trim()
    if (!text && done.id !== null) return remove()
    if (text) notes.put({ id: done.id ?? newId(), atS: done.atS, text, writtenAtMs: writtenAtMs(done) })
    become(null)
  }

  function cancel(): void {
    const { value: left } = draft
    become(null)
    if (left && isChanged(left)) undoable.value = { what: 'putAside', undo: () => become(left) }
  }

  /** Deletes the note that is being changed. */
  function remove(): void {
    const note = before(draft.value)
    become(null)
    if (!note) return
    notes.remove(note.id)
    undoable.value = { what: 'deleted', undo: () => notes.put(note) }
  }

  /** Nothing that was typed is wanted any more. */
  function forget(): void {
    become(null)
    undoable.value = null
  }

  function undo(): void {
    undoable.value?.undo()
    undoable.value = null
  }

  function before(of: NoteDraft | null): TypedNote | null {
    return notes.notes.value.find(({ id }) => id === of?.id) ?? null
  }

  function isChanged(of: NoteDraft): boolean {
    return of.text.trim() !== (before(of)?.text ?? '')
  }

  function writtenAtMs(of: NoteDraft): number {
    return before(of)?.writtenAtMs ?? nowMs()
  }

  return {
    draft: computed(() => draft.value),
    undoable: computed(() => undoable.value),
    open,
    edit,
    say,
    move,
    save,
    cancel,
    remove,
    undo,
    forget,
  }
}

export type NoteEditor = ReturnType<typeof useNoteEditor>
