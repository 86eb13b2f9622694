import { affectSchema, prosodyFlagSchema, shiftDirectionSchema } from '@undertone/shared'
import { z } from 'zod/mini'
import { withNotes } from '../components/timeline/with-notes.ts'
import type { ReadEntry } from '../components/timeline/with-notes.ts'
import { unheardReasonSchema } from '../stores/heard-item.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import type { TypedNote } from '../stores/typed-note.ts'
import type { Conversation } from './conversation.ts'

/** All times are seconds since the conversation began. */
const toneMomentSchema = z.object({
  kind: z.literal('tone'),
  atS: z.number(),
  word: z.string(),
  affect: affectSchema,
  /** 0 to 1. Of moments at 0.7, seven in ten are right. */
  confidence: z.number(),
  /** −1 to 1. */
  arousal: z.number(),
  /** −1 to 1; the part that is most often wrong. */
  valence: z.number(),
  speaker: z.string(),
  shift: shiftDirectionSchema,
  /** 0 to 1, against the speaker's own recent baseline. */
  shiftMagnitude: z.number(),
  flags: z.array(prosodyFlagSchema),
  /** It was shown late, after an absence. */
  caughtUp: z.boolean(),
})

const momentSchema = z.discriminatedUnion('kind', [
  toneMomentSchema,
  /** Tones that were missed for good; where they belong is known, when they were isn't. */
  z.object({ kind: z.literal('missed'), count: z.int() }),
  /** Nothing was listened to. */
  z.object({ kind: z.literal('unheard'), fromS: z.number(), toS: z.number(), why: unheardReasonSchema }),
  /** What the person typed. */
  z.object({ kind: z.literal('note'), atS: z.number(), text: z.string(), writtenAt: z.iso.datetime() }),
])
export type ExportedMoment = z.infer<typeof momentSchema>

/** A conversation as it leaves the device, in the order in which it is read. It names no session. */
export const conversationExportSchema = z.object({
  format: z.literal('undertone-conversation'),
  version: z.literal(1),
  /** Absent: the person gave it none. */
  title: z.optional(z.string()),
  startedAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  moments: z.array(momentSchema),
})
export type ConversationExport = z.infer<typeof conversationExportSchema>

/** `items` and `notes` are all of the conversation's. */
export function conversationExport(
  { title, startedAtMs, lastAtMs }: Conversation,
  items: readonly HeardItem[],
  notes: readonly TypedNote[],
): ConversationExport {
  return {
    format: 'undertone-conversation',
    version: 1,
    ...(title === undefined ? {} : { title }),
    startedAt: new Date(startedAtMs).toISOString(),
    lastAt: new Date(lastAtMs).toISOString(),
    moments: withNotes(items, notes).map(exportedMoment),
  }
}

function exportedMoment(entry: ReadEntry): ExportedMoment {
  if (entry.kind === 'gap') return { kind: 'missed', count: entry.to - entry.from + 1 }
  if (entry.kind === 'unheard') {
    return { kind: 'unheard', fromS: entry.fromS, toS: entry.toS, why: entry.why }
  }
  if (entry.kind === 'note') {
    const { atS, text, writtenAtMs } = entry.note
    return { kind: 'note', atS, text, writtenAt: new Date(writtenAtMs).toISOString() }
  }
  const { event, caughtUp } = entry
  return {
    kind: 'tone',
    atS: event.timestamp,
    word: event.label,
    affect: event.affect,
    confidence: event.confidence,
    arousal: event.arousal,
    valence: event.valence,
    speaker: event.speaker_id,
    shift: event.shift_direction,
    shiftMagnitude: event.shift_magnitude,
    flags: event.prosody_flags,
    caughtUp,
  }
}
