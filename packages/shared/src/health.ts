import { z } from 'zod/mini'

/** Answer of `GET /health`, while the process lives. */
export const healthSchema = z.object({ status: z.literal('ok') })
export type Health = z.infer<typeof healthSchema>

/** Answer of `GET /ready`, while it can serve. */
export const readySchema = z.object({ status: z.literal('ready') })
export type Ready = z.infer<typeof readySchema>
