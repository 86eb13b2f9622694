import { z } from 'zod/mini'

/** A conversation kept on this device; its lines are kept beside it. */
export const conversationSchema = z.object({
  id: z.string(),
  startedAtMs: z.number(),
  /** When its last line came in. */
  lastAtMs: z.number(),
  lineCount: z.int(),
})
export type Conversation = z.infer<typeof conversationSchema>
