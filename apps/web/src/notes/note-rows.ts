import { typedNoteSchema } from '../stores/typed-note.ts'
import type { TypedNote } from '../stores/typed-note.ts'
import { readableConversation } from './conversation.ts'
import type { Conversation } from './conversation.ts'
import { conversationKeys } from './conversation-keys.ts'
import type { NotesDatabase } from './open-notes.ts'

/** What is kept of what the person typed. */
export const noteRows = { put, remove, read }

async function put(
  db: NotesDatabase,
  id: string,
  startedAtMs: number,
  note: TypedNote,
  nowMs: number,
): Promise<void> {
  const transaction = db.transaction(['conversations', 'notes'], 'readwrite')
  const conversations = transaction.objectStore('conversations')
  const notes = transaction.objectStore('notes')
  const before = readableConversation(await conversations.get(id))
  await notes.put({ ...note, conversationId: id })
  // A note that is added a week later makes no conversation longer.
  const row = before ?? { id, startedAtMs, lastAtMs: nowMs, lineCount: 0 }
  const noteCount = await notes.count(conversationKeys(id))
  await Promise.all([conversations.put({ ...row, noteCount }), transaction.done])
}

async function remove(db: NotesDatabase, id: string, noteId: string): Promise<void> {
  const transaction = db.transaction(['conversations', 'notes'], 'readwrite')
  const conversations = transaction.objectStore('conversations')
  const notes = transaction.objectStore('notes')
  const before = readableConversation(await conversations.get(id))
  await notes.delete([id, noteId])
  const noteCount = await notes.count(conversationKeys(id))
  if (before && isEmpty({ ...before, noteCount })) await conversations.delete(id)
  else if (before) await conversations.put({ ...before, noteCount })
  await transaction.done
}

/** It was there for its note only. */
function isEmpty({ lineCount, noteCount, title }: Conversation): boolean {
  return lineCount === 0 && noteCount === 0 && title === undefined
}

async function read(db: NotesDatabase, conversationId: string): Promise<TypedNote[]> {
  const rows = await db.getAll('notes', conversationKeys(conversationId))
  const notes = rows.flatMap((row) => typedNoteSchema.safeParse(row).data ?? [])
  return notes.sort((a, b) => a.atS - b.atS || a.writtenAtMs - b.writtenAtMs)
}
