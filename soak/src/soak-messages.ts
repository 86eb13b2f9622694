import { z } from 'zod/mini'

/** What the soak asks of its server's process. */
export const askSchema = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('stats') }),
  /** Lets `ms` pass on the server's clock in an instant, and sweeps. */
  z.object({ ask: z.literal('pass'), ms: z.number() }),
  z.object({ ask: z.literal('stop') }),
])
export type Ask = z.infer<typeof askSchema>

/** What the server's process holds at one moment, after a garbage collection. */
export const statsSchema = z.object({
  url: z.string(),
  heapBytes: z.number(),
  streams: z.number(),
  microphones: z.number(),
  classifiers: z.number(),
  /** TCP connections on which anything was ever received, and those on which nothing was. */
  sockets: z.number(),
  unusedSockets: z.number(),
  timers: z.number(),
  /** What it has logged as unexpected since it began. */
  errors: z.number(),
  /** CPU time since it began, both kinds. */
  cpuMs: z.number(),
})
export type ServerStats = z.infer<typeof statsSchema>
