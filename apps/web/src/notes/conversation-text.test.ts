import { expect, it } from 'vitest'
import { en } from '../messages/en.ts'
import { keptConversation, keptItems } from '../test/kept-conversation.ts'
import { typedNote } from '../test/typed-note.ts'
import { conversationText } from './conversation-text.ts'

it('a conversation reads as on the page, line by line, with its date though it has a title', () => {
  const conversation = { ...keptConversation, title: 'With the landlord', noteCount: 1 }
  const text = conversationText(conversation, keptItems, [typedNote({ text: 'she said\nit' })], en)
  expect(text.split('\n')).toEqual([
    'With the landlord',
    '22 November, 18:31 · 12\u00a0minutes · 4\u00a0moments · 1\u00a0note',
    '',
    '0:12         Warm · fairly sure',
    '             3 moments were missed here.',
    '0:40–1:20    Not listening for 40\u00a0s, while you were away.',
    '1:00         Your note: she said it',
    '1:30         Tense · fairly sure · fast · caught up',
    '',
    en.notes.exporting.honest,
    '',
  ])
})
