import { z } from 'zod/mini'
import { attempt } from '../api/attempt.ts'
import { parseJson } from '../api/parse-json.ts'
import { typedNoteSchema } from '../stores/typed-note.ts'
import type { NoteChange } from '../stores/typed-notes.ts'

const noteChangesSchema = z.array(z.object({ id: z.string(), note: z.nullable(typedNoteSchema) }))

/** Remembers for this tab what the device hasn't taken yet: a reload right after a note was saved must not lose it. */
export interface UnwrittenMemory {
  read(): readonly NoteChange[]
  write(changes: readonly NoteChange[]): void
}

/** `storage` is the tab's sessionStorage; where it's refused, only a reload within that moment loses the note. */
export function createUnwrittenMemory(conversationId: string, storage: () => Storage): UnwrittenMemory {
  const key = `undertone.unwritten.${conversationId}`
  return {
    read: () => parseJson(noteChangesSchema, attempt(() => storage().getItem(key)) ?? '') ?? [],
    write(changes) {
      if (changes.length > 0) attempt(() => storage().setItem(key, JSON.stringify(changes)))
      else attempt(() => storage().removeItem(key))
    },
  }
}
