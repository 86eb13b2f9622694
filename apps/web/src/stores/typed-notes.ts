import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { TypedNote } from './typed-note.ts'

/** What is to be written of the note `id`: what it says now, or that it is gone. */
export interface NoteChange {
  readonly id: string
  readonly note: TypedNote | null
}

/** The typed notes of one conversation, as this page has them. */
export interface ConversationNotes {
  /** In no order. */
  readonly notes: ShallowRef<readonly TypedNote[]>
  /** What the device hasn't taken yet, by the note's id. */
  readonly unwritten: Map<string, NoteChange>
}

/** What the person typed. It outlives the view that it was typed in: a device that refuses it must not lose it to a tap. */
export const useTypedNotesStore = defineStore('typed notes', () => {
  const conversations = new Map<string, ConversationNotes>()

  function of(conversationId: string): ConversationNotes {
    const before = conversations.get(conversationId)
    if (before) return before
    const fresh = { notes: shallowRef<readonly TypedNote[]>([]), unwritten: new Map<string, NoteChange>() }
    conversations.set(conversationId, fresh)
    return fresh
  }

  /** Nothing of it is wanted any more. */
  function drop(conversationId: string): void {
    const { notes, unwritten } = of(conversationId)
    notes.value = []
    unwritten.clear()
  }

  return { of, drop }
})
