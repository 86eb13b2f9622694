import { z } from 'zod/mini'

/** Rate of the PCM on the microphone's WebSocket: little-endian Int16, mono. */
export const sampleRateHz = 16_000
/** Bytes of one conventional frame: 100 ms. */
export const conventionalFrameBytes = 3_200
export const maxFrameBytes = 64 * 1024

/** Close codes of `WS /session/{id}/audio`. */
export const audioCloseCode = {
  sessionOver: 1000,
  goingAway: 1001,
  textFrame: 1003,
  oddBytes: 1007,
  aheadOfRealTime: 1008,
  frameTooLarge: 1009,
  forbidden: 4403,
  noSession: 4404,
  takenOver: 4409,
  tooMany: 4429,
} as const

/** Text frames that the server sends on the microphone's WebSocket. */
export const audioMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** How far the classifier is behind the microphone. */
  z.object({ type: z.literal('lag'), ms: z.number() }),
])
export type AudioMessage = z.infer<typeof audioMessageSchema>
