import type { Messages } from '../messages/en.ts'
import type { Conversation } from './conversation.ts'
import { conversationWords } from './conversation-words.ts'
import { fold } from './fold.ts'
import type { KeptConversation } from './kept-conversation.ts'

/** All that a search may find of a conversation, folded: its title and date, and where `kept` is known, tones and notes. */
export function searchText(
  conversation: Conversation,
  kept: Pick<KeptConversation, 'lines' | 'notes'> | null,
  messages: Messages,
): string {
  const { title, about } = conversationWords(conversation, messages)
  const labels = kept?.lines.flatMap(({ item }) => (item.kind === 'tone' ? [item.event.label] : [])) ?? []
  const tones = [...new Set(labels)].map((label) => messages.toneWord(label))
  const typed = kept?.notes.map(({ text }) => text) ?? []
  return fold([title, about, ...tones, ...typed].join('\n'))
}
