import { z } from 'zod/mini'
import { idleTtlChoicesS } from './idle-ttl.ts'

export const sessionStateSchema = z.enum(['starting', 'running', 'stopped'])
export const roleSchema = z.enum(['owner', 'viewer'])

/** Answer of `POST /session/start` and `GET /session/{id}`. */
export const sessionSchema = z.object({
  session_id: z.string(),
  state: sessionStateSchema,
  elcor: z.boolean(),
  idle_ttl_s: z.number(),
  role: roleSchema,
})
export type SessionView = z.infer<typeof sessionSchema>
export type Role = z.infer<typeof roleSchema>

/** Longest code that a server can ask for at a start. */
export const maxAccessCodeLength = 200

/** Body of `POST /session/start`. Unknown fields are ignored, so that a newer client can talk to an older server. */
export const startRequestSchema = z.object({
  elcor: z.optional(z.boolean()),
  idle_ttl_s: z.optional(z.literal(idleTtlChoicesS)),
  /** Where the server is for a few people only: what they were told. */
  access_code: z.optional(z.string().check(z.maxLength(maxAccessCodeLength))),
})
export type StartRequest = z.infer<typeof startRequestSchema>

/** Answer of `POST /session/{id}/share`: an id that stands wherever a session id does, and only lets one watch. */
export const shareSchema = z.object({ viewer_id: z.string() })
export type Share = z.infer<typeof shareSchema>

/** Answer of `DELETE /session/{id}/end`. */
export const sessionEndedSchema = z.object({ session_id: z.string(), state: z.literal('stopped') })
export type SessionEnded = z.infer<typeof sessionEndedSchema>
