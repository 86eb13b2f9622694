import { z } from 'zod/mini'
import { attempt } from '../api/attempt.ts'
import { parseJson } from '../api/parse-json.ts'
import { longestNote } from '../stores/typed-note.ts'

/** A note that is being typed. */
export const noteDraftSchema = z.object({
  /** Of the note that is being changed; null where it is a new one. */
  id: z.nullable(z.string()),
  /** The moment that it is about, seconds of the session. */
  atS: z.number().check(z.gte(0)),
  text: z.string().check(z.maxLength(longestNote)),
})
export type NoteDraft = z.infer<typeof noteDraftSchema>

/** Remembers for this tab what is being typed: a screen that goes dark, a reload or the session's end must not take it. */
export interface DraftMemory {
  read(): NoteDraft | null
  /** Null: nothing is being typed any more. */
  write(draft: NoteDraft | null): void
}

/** `storage` is the tab's sessionStorage; where it's refused, only a reload loses what was being typed. */
export function createDraftMemory(conversationId: string, storage: () => Storage): DraftMemory {
  const key = `undertone.note.${conversationId}`
  return {
    read: () => parseJson(noteDraftSchema, attempt(() => storage().getItem(key)) ?? ''),
    write(draft) {
      if (draft) attempt(() => storage().setItem(key, JSON.stringify(draft)))
      else attempt(() => storage().removeItem(key))
    },
  }
}
