import type { SpeakerBaseline as VoiceBaseline } from '@undertone/voice'
import { z } from 'zod'
import type { SpeakerBaseline } from './speaker-baseline.ts'

/** What a session remembers of the voice in it, for the next microphone on whichever machine that speaks. */
export interface KnownVoice {
  /** As the classifier knows it; null where it has none. */
  readonly classifier: VoiceBaseline | null
  /** How it usually sounds, as the tones are told by. */
  readonly usual: SpeakerBaseline
}

/** Six digits are more than what they are measured with, and a third of what a double takes as text. */
const digits = 6

const knownVoiceSchema = z.object({
  classifier: z.nullable(
    z.object({
      weight: z.number(),
      offsets: z.array(z.number()).transform((list) => Float64Array.from(list)),
    }),
  ),
  usual: z.object({
    frames: z.number(),
    arousal: z.number(),
    recent: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])).transform((rows) =>
      rows.map(([loudnessDb, pitchHz, pitchRangeSt, ratePerS, jitter]) => ({
        loudnessDb,
        pitchHz,
        pitchRangeSt,
        ratePerS,
        jitter,
      })),
    ),
  }),
})

export function encodeKnownVoice({ classifier, usual }: KnownVoice): string {
  const plain = {
    classifier: classifier && { weight: classifier.weight, offsets: [...classifier.offsets] },
    usual: {
      ...usual,
      recent: usual.recent.map(({ loudnessDb, pitchHz, pitchRangeSt, ratePerS, jitter }) => [
        loudnessDb,
        pitchHz,
        pitchRangeSt,
        ratePerS,
        jitter,
      ]),
    },
  }
  return JSON.stringify(plain, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(digits)) : value,
  )
}

/** Null for what another version wrote, as for nothing: a voice is soon known again. */
export function decodeKnownVoice(text: string | null): KnownVoice | null {
  if (text === null) return null
  try {
    return knownVoiceSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
