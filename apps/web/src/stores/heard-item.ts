import { toneEventSchema } from '@undertone/shared'
import { z } from 'zod/mini'

const place = {
  /** Place in what was heard, from 0; this page's own count. */
  seq: z.int().check(z.gte(0)),
  /** How often the server, restored from an older state, had begun to count its ids anew; absent: never. */
  epoch: z.optional(z.int().check(z.gte(0))),
}

/** Why no sound reached the server for a while. */
export const unheardReasonSchema = z.enum(['away', 'connection', 'microphone', 'off'])

/**
 * One line of what was heard: a tone, a stretch of tones that was missed for good, or a stretch in which nothing was
 * listened to. Also the shape of a kept note.
 */
export const heardItemSchema = z.discriminatedUnion('kind', [
  z.object({
    ...place,
    kind: z.literal('tone'),
    id: z.int().check(z.gte(1)),
    /** It came in late, after an absence. */
    caughtUp: z.boolean(),
    event: toneEventSchema,
  }),
  /** Ids `from` to `to`, both included. */
  z.object({ ...place, kind: z.literal('gap'), from: z.int(), to: z.int() }),
  z.object({
    ...place,
    kind: z.literal('unheard'),
    /** Highest event id before it, 0 where there was none. */
    afterId: z.int(),
    /** Seconds of the session. */
    fromS: z.number(),
    toS: z.number(),
    why: unheardReasonSchema,
  }),
])

export type HeardItem = z.infer<typeof heardItemSchema>
export type HeardTone = Extract<HeardItem, { kind: 'tone' }>
export type HeardGap = Extract<HeardItem, { kind: 'gap' }>
export type Unheard = Extract<HeardItem, { kind: 'unheard' }>

export function isTone(item: HeardItem): item is HeardTone {
  return item.kind === 'tone'
}
