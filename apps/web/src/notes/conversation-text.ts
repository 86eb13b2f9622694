import { heardRow } from '../components/timeline/heard-row.ts'
import type { HeardRow } from '../components/timeline/heard-row.ts'
import { heardRuns } from '../components/timeline/heard-runs.ts'
import { withNotes } from '../components/timeline/with-notes.ts'
import type { Messages } from '../messages/en.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import type { TypedNote } from '../stores/typed-note.ts'
import type { Conversation } from './conversation.ts'
import { conversationWords } from './conversation-words.ts'

/** Wide enough for a span of the first hour. */
const timeWidth = 12

/** The conversation as text for people: its title, then what is read on the page, line by line. */
export function conversationText(
  conversation: Conversation,
  items: readonly HeardItem[],
  notes: readonly TypedNote[],
  messages: Messages,
): string {
  const { title, about } = conversationWords(conversation, messages)
  const rows = [...heardRuns(withNotes(items, notes), false)].flatMap((run) => heardRow(run, messages) ?? [])
  const lines = rows.map((row) => `${row.time.padEnd(timeWidth)} ${wordsOf(row, messages)}`.trimEnd())
  return [title, about, '', ...lines, '', messages.notes.exporting.honest, ''].join('\n')
}

function wordsOf(row: HeardRow, messages: Messages): string {
  if (row.kind === 'gap') return row.words
  if (row.kind === 'note') return `${messages.typedNotes.label} ${row.note.text.replaceAll('\n', ' ')}`
  const word = row.word.charAt(0).toLocaleUpperCase(messages.language) + row.word.slice(1)
  const late = row.isCaughtUp ? [messages.heard.caughtUp] : []
  return messages.now.with([word, row.details, ...late])
}
