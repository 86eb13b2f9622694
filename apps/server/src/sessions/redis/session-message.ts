import { endReasonSchema, speechStateNameSchema, type EndReason } from '@undertone/shared'
import type { ToldSpeech } from '../session-store.ts'

/** What is told on a session's channel. */
export type SessionMessage =
  | { readonly type: 'tone'; readonly id: number; readonly json: string }
  | { readonly type: 'speech'; readonly speech: ToldSpeech }
  | { readonly type: 'microphone'; readonly number: number; readonly node: string }
  | { readonly type: 'removed'; readonly reason: EndReason }

/** Reads what the scripts tell: a letter, and what follows it, by spaces. Null for what no version known here tells. */
export function parseMessage(text: string): SessionMessage | null {
  const [letter, first = '', second = '', third = ''] = text.split(' ', 4)
  switch (letter) {
    case 't':
      return { type: 'tone', id: Number(first), json: text.slice(3 + first.length) }
    case 's':
      return speechMessage(first, second, third)
    case 'm':
      return { type: 'microphone', number: Number(first), node: second }
    case 'r': {
      const reason = endReasonSchema.safeParse(first)
      return reason.success ? { type: 'removed', reason: reason.data } : null
    }
    default:
      return null
  }
}

/** Null where nothing was said of the speech yet. */
export function toldSpeech(seq: string, timestampS: string, state: string): ToldSpeech | null {
  const parsed = speechStateNameSchema.safeParse(state)
  return parsed.success ? { seq: Number(seq), timestampS: Number(timestampS), state: parsed.data } : null
}

function speechMessage(seq: string, timestampS: string, state: string): SessionMessage | null {
  const speech = toldSpeech(seq, timestampS, state)
  return speech && { type: 'speech', speech }
}
