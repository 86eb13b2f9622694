import { z } from 'zod/mini'

/** What the chaos asks of a node's process. */
export const nodeAskSchema = z.object({ ask: z.literal('stats') })

export const nodeStatsSchema = z.object({
  streams: z.number(),
  microphones: z.number(),
  classifiers: z.number(),
  /** Of which anything is there: what it needs a subscription for. */
  sessions: z.number(),
  /** What its wall clock says. */
  dateMs: z.number(),
})
export type NodeStats = z.infer<typeof nodeStatsSchema>

/** What a node tells of itself as it happens. `number` counts the events that this process was given to store. */
export const nodeTaleSchema = z.discriminatedUnion('say', [
  z.object({ say: z.literal('listening') }),
  z.object({ say: z.literal('heard'), number: z.number(), sessionId: z.string(), print: z.string() }),
  /** `id`: what the store gave it, null where the store let it go. */
  z.object({ say: z.literal('stored'), number: z.number(), id: z.nullable(z.number()) }),
  z.object({ say: z.literal('refused'), number: z.number(), why: z.string() }),
  /** A sweep of this node took so many sessions away. */
  z.object({ say: z.literal('swept'), sessions: z.number() }),
  z.object({
    say: z.literal('microphone'),
    sessionId: z.string(),
    number: z.number(),
    isOn: z.boolean(),
  }),
  z.object({ say: z.literal('removed'), sessionId: z.string(), reason: z.string() }),
  z.object({ say: z.literal('stats'), stats: nodeStatsSchema }),
])
export type NodeTale = z.infer<typeof nodeTaleSchema>
