import type { ToneEvent } from '@undertone/shared'

/** A tone event as the pipeline would make it, with `overrides`. */
export function toneEvent(overrides: Partial<ToneEvent> = {}): ToneEvent {
  return {
    event_type: 'tone',
    session_id: 'a-session',
    timestamp: 1,
    label: 'calm',
    affect: 'calm',
    confidence: 0.8,
    arousal: -0.3,
    valence: 0.2,
    speaker_id: 'speaker_1',
    shift_magnitude: 0,
    shift_direction: 'stable',
    prosody_flags: [],
    subtext: 'Tone: calm',
    ...overrides,
  }
}
