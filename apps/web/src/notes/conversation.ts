import { z } from 'zod/mini'
import { wallMsSchema } from '../stores/wall-ms.ts'

/** Longest title of a conversation, characters. */
export const longestTitle = 80

/** A conversation kept on this device; its lines and typed notes are kept beside it. */
export const conversationSchema = z.object({
  id: z.string(),
  startedAtMs: wallMsSchema,
  /** When its last line came in. */
  lastAtMs: wallMsSchema,
  lineCount: z.int(),
  /** Absent: none was ever typed. */
  noteCount: z.optional(z.int()),
  /** What the person called it; absent: it goes by its date. */
  title: z.optional(z.string()),
})
export type Conversation = z.infer<typeof conversationSchema>

/** A row as it was kept; null where nobody can read it, as for none. */
export function readableConversation(row: unknown): Conversation | null {
  return conversationSchema.safeParse(row).data ?? null
}
