import { z } from 'zod/mini'
import { affectSchema } from './affect.ts'

const unit = z.number().check(z.gte(0), z.lte(1))
const signedUnit = z.number().check(z.gte(-1), z.lte(1))

export const shiftDirectionSchema = z.enum(['escalating', 'de-escalating', 'stable'])
export type ShiftDirection = z.infer<typeof shiftDirectionSchema>

export const prosodyFlagSchema = z.enum([
  'loud',
  'quiet',
  'fast',
  'slow',
  'high_pitch',
  'low_pitch',
  'monotone',
  'shaky',
])
export type ProsodyFlag = z.infer<typeof prosodyFlagSchema>

/** One tone, as it travels in a `tone-event`; its id stands outside, in the stream's `id:` field. */
export const toneEventSchema = z.object({
  event_type: z.literal('tone'),
  session_id: z.string(),
  /** Seconds since the session started, of the end of the speech that it describes. */
  timestamp: z.number().check(z.gte(0)),
  /** The word to show. */
  label: z.string(),
  affect: affectSchema,
  /** Calibrated: of events at 0.7, seven in ten are right. */
  confidence: unit,
  arousal: signedUnit,
  valence: signedUnit,
  speaker_id: z.string(),
  /** Against this speaker's own recent baseline. */
  shift_magnitude: unit,
  shift_direction: shiftDirectionSchema,
  prosody_flags: z.array(prosodyFlagSchema),
  subtext: z.string(),
})
export type ToneEvent = z.infer<typeof toneEventSchema>
