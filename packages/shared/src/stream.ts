import { z } from 'zod/mini'

const eventId = z.int().check(z.gte(0))

/** Names of the events on `GET /session/{id}/stream`. */
export const streamEventNames = {
  open: 'stream-open',
  tone: 'tone-event',
  speech: 'speech-state',
  ping: 'ping',
  end: 'session-end',
} as const

/** Always the first event: where this stream stands, what was replayed and what the history no longer holds. */
export const streamOpenSchema = z.object({
  session_id: z.string(),
  /** Highest id so far, 0 before the first event. Ids up to it are replays. */
  head: eventId,
  resumed_from: z.nullable(eventId),
  replayed: eventId,
  missed: z.nullable(z.object({ from: eventId, to: eventId })),
  idle_ttl_s: z.number(),
  max_age_s: z.number(),
})
export type StreamOpen = z.infer<typeof streamOpenSchema>

export const speechStateNameSchema = z.enum(['listening', 'speaking', 'unclear', 'mic_off'])
export type SpeechStateName = z.infer<typeof speechStateNameSchema>

export const speechStateSchema = z.object({ state: speechStateNameSchema, timestamp: z.number() })
export type SpeechState = z.infer<typeof speechStateSchema>

export const pingSchema = z.object({ timestamp: z.number() })

export const endReasonSchema = z.enum(['ended', 'expired', 'shutdown'])
export type EndReason = z.infer<typeof endReasonSchema>

/** The last event of a session; the server closes the stream behind it. */
export const sessionEndSchema = z.object({ session_id: z.string(), reason: endReasonSchema })
export type SessionEnd = z.infer<typeof sessionEndSchema>
