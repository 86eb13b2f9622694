import { heardItemSchema } from '../stores/heard-item.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import { conversationKeys } from './conversation-keys.ts'
import { readableConversation } from './conversation.ts'
import { linePlace } from './line-place.ts'
import { mergeLines } from './merge-lines.ts'
import type { NotesDatabase } from './open-notes.ts'

/** What is kept of what was heard, line by line. */
export const lineRows = { append, read }

async function append(
  db: NotesDatabase,
  id: string,
  startedAtMs: number,
  item: HeardItem,
  nowMs: number,
): Promise<void> {
  const transaction = db.transaction(['conversations', 'lines'], 'readwrite')
  const conversations = transaction.objectStore('conversations')
  const before = readableConversation(await conversations.get(id))
  const lines = transaction.objectStore('lines')
  const line = { conversationId: id, place: linePlace(item), item }
  const isNew = (await lines.getKey([id, line.place])) === undefined
  // Counted, not told by `seq`: a conversation that was deleted while it ran begins anew in its middle.
  const lineCount = (before?.lineCount ?? (await lines.count(conversationKeys(id)))) + (isNew ? 1 : 0)
  await Promise.all([
    conversations.put({ id, startedAtMs, ...before, lastAtMs: nowMs, lineCount }),
    isNew ? lines.put(line) : undefined,
    transaction.done,
  ])
}

async function read(db: NotesDatabase, conversationId: string): Promise<HeardItem[]> {
  const rows = await db.getAll('lines', conversationKeys(conversationId))
  return mergeLines(rows.flatMap((row) => heardItemSchema.safeParse(row.item).data ?? []))
}
