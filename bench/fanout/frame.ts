import type { ToneEvent } from '@undertone/shared'

/** An event whose frame on the stream has 309 bytes where its id has two digits: what all servers send. */
export function frameEvent(sessionId: string): ToneEvent {
  return {
    event_type: 'tone',
    label: 'warm',
    confidence: 0.7,
    speaker_id: 'speaker_1',
    shift_magnitude: 0.1,
    timestamp: 17.25,
    session_id: sessionId,
    subtext: 'Tone: warm',
    affect: 'happy',
    arousal: 0.2,
    valence: 0.5,
    shift_direction: 'stable',
    prosody_flags: ['slow'],
  }
}

export function frameText(id: number): string {
  return `id: ${id}\nevent: tone-event\ndata: ${JSON.stringify(frameEvent('0f3kq9d2mVt1b7x0aQz4Lw'))}\n\n`
}
