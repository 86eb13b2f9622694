import { shallowRef } from 'vue'
import { useNotesDb } from '../notes/use-notes-db.ts'
import { createDraftMemory } from './note-draft.ts'
import { createUnwrittenMemory } from './unwritten-notes.ts'
import { useNoteEditor } from './useNoteEditor.ts'
import { useTypedNotes } from './useTypedNotes.ts'
import type { UseTypedNotesOptions } from './useTypedNotes.ts'

/** The typed notes of a conversation on the page, and the one that is being typed. */
export function useConversationNotes(
  { id, startedAtMs }: UseTypedNotesOptions['conversation'],
  { nowMs, page }: Pick<UseTypedNotesOptions, 'nowMs' | 'page'>,
) {
  const conversation = { id, startedAtMs }
  const storage = () => sessionStorage
  const unwritten = createUnwrittenMemory(id, storage)
  const typed = useTypedNotes({ notes: useNotesDb(), conversation, nowMs, page, memory: unwritten })
  const editor = useNoteEditor({ notes: typed, memory: createDraftMemory(id, storage), nowMs, newId })
  /** The moment that the person picked on the picture, seconds of the session. */
  const pickedS = shallowRef<number | null>(null)

  function forget(): void {
    typed.forget()
    editor.forget()
  }

  return { ...typed, editor, pickedS, pick: (atS: number) => void (pickedS.value = atS), forget }
}

/** Not `randomUUID`: that one needs a secure page. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join('-')
}
