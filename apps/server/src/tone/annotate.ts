import type { ShiftDirection, ToneEvent } from '@undertone/shared'
import { reliabilityFloor, type VoiceFrame } from '@undertone/voice'
import { labelFor, subtextFor } from './labels.ts'
import { prosodyFlags } from './prosody-flags.ts'
import type { SpeakerBaseline } from './speaker-baseline.ts'

export interface AnnotateContext {
  sessionId: string
  elcor: boolean
  /** Seconds since the session started, of the end of the speech that the frame describes. */
  timestampS: number
  /** The speaker as known before this frame. */
  baseline: SpeakerBaseline
}

/** Smallest change of arousal that is worth a word, on its scale of −1…1. */
const noticeableShift = 0.2

/** What to tell about `frame`; null when it isn't sure enough to tell anything. */
export function annotate(
  frame: VoiceFrame,
  { sessionId, elcor, timestampS, baseline }: AnnotateContext,
): ToneEvent | null {
  if (frame.confidence < reliabilityFloor) return null
  const shift = baseline.frames === 0 ? 0 : frame.arousal - baseline.mean.arousal
  const direction = directionOf(shift)
  const label = labelFor(frame)
  return {
    event_type: 'tone',
    session_id: sessionId,
    timestamp: round(Math.max(0, timestampS)),
    label: label.word,
    affect: frame.affect,
    confidence: round(unit(frame.confidence)),
    arousal: round(signedUnit(frame.arousal)),
    valence: round(signedUnit(frame.valence)),
    speaker_id: 'speaker_1',
    shift_magnitude: round(unit(Math.abs(shift))),
    shift_direction: direction,
    prosody_flags: prosodyFlags(frame.prosody, baseline),
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
