import type { Conversation } from '../notes/conversation.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import { toneEvent } from './tone-event.ts'

/** A short conversation of 22 November 2026, 18:31 by the clock of whoever runs the test. */
export const keptConversation: Conversation = {
  id: 'secret-session',
  startedAtMs: new Date(2026, 10, 22, 18, 31).getTime(),
  lastAtMs: new Date(2026, 10, 22, 18, 43).getTime(),
  lineCount: 4,
}

export const keptItems: readonly HeardItem[] = [
  keptTone(0, 12, { label: 'warm', affect: 'happy' }),
  { kind: 'gap', seq: 1, from: 2, to: 4 },
  { kind: 'unheard', seq: 2, afterId: 4, fromS: 40, toS: 80, why: 'away' },
  { ...keptTone(3, 90, { label: 'tense', prosody_flags: ['fast'], arousal: -0.3 }), id: 5, caughtUp: true },
]

function keptTone(
  seq: number,
  timestamp: number,
  about: { label: string } & Parameters<typeof toneEvent>[0],
) {
  const event = toneEvent({
    session_id: 'secret-session',
    timestamp,
    subtext: `Tone: ${about.label}`,
    ...about,
  })
  return { kind: 'tone', seq, id: seq + 1, caughtUp: false, event } as const
}
