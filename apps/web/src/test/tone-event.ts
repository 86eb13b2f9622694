import type { ToneEvent } from '@undertone/shared'

/** A tone as the server sends it, tense unless told otherwise. */
export function toneEvent(about: Partial<ToneEvent> = {}): ToneEvent {
  return {
    event_type: 'tone',
    session_id: 's',
    timestamp: 1,
    label: 'tense',
    affect: 'angry',
    confidence: 0.6,
    arousal: 0.4,
    valence: -0.3,
    speaker_id: 'speaker_1',
    shift_magnitude: 0,
    shift_direction: 'stable',
    prosody_flags: [],
    subtext: 'Tone: tense',
    ...about,
  }
}
