import { spokenDate } from '../messages/format-date.ts'
import { spokenDuration } from '../messages/format-time.ts'
import type { Messages } from '../messages/en.ts'
import type { Conversation } from './conversation.ts'

/** How a conversation is called, and what there is to say of it: when, how long, how much. Its date is always said. */
export function conversationWords(
  { title, startedAtMs, lastAtMs, lineCount, noteCount = 0 }: Conversation,
  messages: Messages,
): { title: string; about: string } {
  const date = spokenDate(startedAtMs, messages.language)
  const parts = [
    ...(title === undefined ? [] : [date]),
    ...(lineCount > 0 ? [spokenDuration((lastAtMs - startedAtMs) / 1_000, messages)] : []),
    ...(lineCount > 0 || noteCount === 0 ? [messages.notes.moments(lineCount)] : []),
    ...(noteCount > 0 ? [messages.notes.typed(noteCount)] : []),
  ]
  return { title: title ?? date, about: messages.now.with(parts) }
}
