import { z } from 'zod/mini'
import { sampleClips } from './sample-clips.ts'

/** Where the voice comes from. */
export const voiceSourceSchema = z.enum(['microphone', 'sample'])
export type VoiceSource = z.infer<typeof voiceSourceSchema>

/** The session that this page has; kept for the tab, so that a reload finds it again. */
export const runningSessionSchema = z.object({
  id: z.string().check(z.minLength(1)),
  /** How long the server keeps it while nobody watches, seconds. */
  idleTtlS: z.number(),
  startedAtMs: z.number(),
  source: voiceSourceSchema,
  /** It speaks like an elcor. */
  isElcor: z.optional(z.boolean()),
  /** Which clip is or was played; absent where it is the microphone from the start. */
  sampleClip: z.optional(z.enum(sampleClips)),
  /** The person switched the microphone off. */
  isMicrophoneOff: z.optional(z.boolean()),
  /** When the person left this page, wall clock, ms; absent while they are there. */
  leftAtMs: z.optional(z.number()),
  /** Since when no sound was listened to, wall clock, ms; absent where there was none before, or there is now. */
  unheardSinceMs: z.optional(z.number()),
  /** Highest event id that the page had written to the device when it was left. */
  lastId: z.optional(z.int()),
})
export type RunningSession = z.infer<typeof runningSessionSchema>
