import { z } from 'zod/mini'
import { toneEventSchema } from './tone-event.ts'

export const storedToneEventSchema = z.extend(toneEventSchema, { id: z.int().check(z.gte(1)) })
export type StoredToneEvent = z.infer<typeof storedToneEventSchema>

/** Answer of `GET /session/{id}/history`, oldest first. `oldest` is the lowest id still held, null when none is. */
export const historySchema = z.object({
  session_id: z.string(),
  head: z.int(),
  oldest: z.nullable(z.int()),
  events: z.array(storedToneEventSchema),
})
