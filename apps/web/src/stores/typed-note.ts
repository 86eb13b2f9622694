import { z } from 'zod/mini'
import { wallMsSchema } from './wall-ms.ts'

/** Longest text of a note, characters: a line or two beside a conversation, not a letter. */
export const longestNote = 500

/** What the person typed at a moment of the conversation. Kept on their device only. */
export const typedNoteSchema = z.object({
  /** Unique on this device. */
  id: z.string().check(z.minLength(1)),
  /** The moment that it is about, seconds of the session. */
  atS: z.number().check(z.gte(0)),
  text: z.string().check(z.minLength(1), z.maxLength(longestNote)),
  writtenAtMs: wallMsSchema,
})
export type TypedNote = z.infer<typeof typedNoteSchema>
