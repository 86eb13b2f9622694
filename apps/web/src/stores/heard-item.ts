import { toneEventSchema } from '@undertone/shared'
import { z } from 'zod/mini'

const place = {
  /** Place in what was heard, from 0; stays unique where a restored server counts its ids anew. */
  seq: z.int().check(z.gte(0)),
}

/** One line of what was heard: a tone, or a stretch that was missed for good. Also the shape of a kept note. */
export const heardItemSchema = z.discriminatedUnion('kind', [
  z.object({
    ...place,
    kind: z.literal('tone'),
    id: z.int().check(z.gte(1)),
    /** It came in late, after an absence. */
    caughtUp: z.boolean(),
    event: toneEventSchema,
  }),
  z.object({ ...place, kind: z.literal('gap'), from: z.int(), to: z.int() }),
])

export type HeardItem = z.infer<typeof heardItemSchema>
export type HeardTone = Extract<HeardItem, { kind: 'tone' }>
export type HeardGap = Extract<HeardItem, { kind: 'gap' }>
