import type { ShiftDirection, ToneEvent } from '@undertone/shared'
import { subtextFor } from './subtext.ts'
import type { ToneReading } from './tone-reading.ts'

export interface AnnotateContext {
  sessionId: string
  elcor: boolean
  /** Seconds since the session started, of the end of the speech that the reading describes. */
  timestampS: number
}

/** Smallest change of arousal that is worth a word, on its scale of −1…1. */
const noticeableShift = 0.2

/** The event that tells `reading` to those who watch the session. */
export function annotate(reading: ToneReading, { sessionId, elcor, timestampS }: AnnotateContext): ToneEvent {
  const { label, affect, shift, flags } = reading
  const direction = directionOf(shift)
  return {
    event_type: 'tone',
    session_id: sessionId,
    timestamp: round(Math.max(0, timestampS)),
    label: label.word,
    affect,
    confidence: round(unit(reading.confidence)),
    arousal: round(signedUnit(reading.arousal)),
    valence: round(signedUnit(reading.valence)),
    speaker_id: 'speaker_1',
    shift_magnitude: round(unit(Math.abs(shift))),
    shift_direction: direction,
    prosody_flags: [...flags],
    subtext: subtextFor(label, direction, elcor),
  }
}

function directionOf(shift: number): ShiftDirection {
  if (Math.abs(shift) < noticeableShift) return 'stable'
  return shift > 0 ? 'escalating' : 'de-escalating'
}

const unit = (value: number) => Math.min(1, Math.max(0, value))
const signedUnit = (value: number) => Math.min(1, Math.max(-1, value))
/** Milliseconds and thousandths say all there is to say. */
const round = (value: number) => Math.round(value * 1000) / 1000
