import { heardItemSchema } from '../stores/heard-item.ts'
import { typedNoteSchema } from '../stores/typed-note.ts'
import { readableConversation } from './conversation.ts'
import type { Conversation } from './conversation.ts'
import { conversationKeys } from './conversation-keys.ts'
import type { KeptConversation } from './kept-conversation.ts'
import { allStores } from './open-notes.ts'
import type { NotesDatabase, NotesWriting } from './open-notes.ts'

/** Conversations as a whole. Each of these happens entirely, or not at all. */
export const conversationRows = { list, readAll, rename, remove, take, putBack, removeOlderThan }

async function list(db: NotesDatabase): Promise<Conversation[]> {
  const rows = await db.getAll('conversations')
  const conversations = rows.flatMap((row) => readableConversation(row) ?? [])
  return conversations.sort((a, b) => b.startedAtMs - a.startedAtMs)
}

async function readAll(db: NotesDatabase): Promise<KeptConversation[]> {
  const conversations = await list(db)
  return Promise.all(
    conversations.map(async (conversation) => {
      const keys = conversationKeys(conversation.id)
      const [lines, notes] = await Promise.all([db.getAll('lines', keys), db.getAll('notes', keys)])
      return {
        conversation,
        lines: lines.filter(({ item }) => heardItemSchema.safeParse(item).success),
        notes: notes.filter((note) => typedNoteSchema.safeParse(note).success),
      }
    }),
  )
}

async function rename(db: NotesDatabase, id: string, title: string | null): Promise<void> {
  const transaction = db.transaction('conversations', 'readwrite')
  const before = await transaction.store.get(id)
  if (!before) throw new Error('No such conversation')
  await Promise.all([transaction.store.put({ ...before, title: title ?? undefined }), transaction.done])
}

async function remove(db: NotesDatabase, id: string): Promise<void> {
  const transaction = db.transaction(allStores, 'readwrite')
  await Promise.all([removeOne(transaction, id), transaction.done])
}

async function take(db: NotesDatabase, ids: readonly string[]): Promise<KeptConversation[]> {
  const transaction = db.transaction(allStores, 'readwrite')
  const taken: KeptConversation[] = []
  for (const id of ids) {
    const kept = await readOne(transaction, id)
    if (kept) taken.push(kept)
    await removeOne(transaction, id)
  }
  await transaction.done
  return taken
}

async function readOne(transaction: NotesWriting, id: string): Promise<KeptConversation | null> {
  const [conversation, lines, notes] = await Promise.all([
    transaction.objectStore('conversations').get(id),
    transaction.objectStore('lines').getAll(conversationKeys(id)),
    transaction.objectStore('notes').getAll(conversationKeys(id)),
  ])
  return conversation ? { conversation, lines, notes } : null
}

async function removeOne(transaction: NotesWriting, id: string): Promise<void> {
  await Promise.all([
    transaction.objectStore('conversations').delete(id),
    transaction.objectStore('lines').delete(conversationKeys(id)),
    transaction.objectStore('notes').delete(conversationKeys(id)),
  ])
}

async function putBack(db: NotesDatabase, kept: readonly KeptConversation[]): Promise<void> {
  const transaction = db.transaction(allStores, 'readwrite')
  for (const one of kept) await putBackOne(transaction, one)
  await transaction.done
}

/** A conversation that ran on while it was deleted has begun anew meanwhile: both become one again. */
async function putBackOne(transaction: NotesWriting, kept: KeptConversation): Promise<void> {
  const conversations = transaction.objectStore('conversations')
  const lines = transaction.objectStore('lines')
  const notes = transaction.objectStore('notes')
  const { id, lastAtMs } = kept.conversation
  await Promise.all([
    ...kept.lines.map((line) => lines.put(line)),
    ...kept.notes.map((note) => notes.put(note)),
  ])
  const since = await conversations.get(id)
  await conversations.put({
    ...kept.conversation,
    ...since,
    lastAtMs: Math.max(lastAtMs, since?.lastAtMs ?? 0),
    lineCount: await lines.count(conversationKeys(id)),
    noteCount: await notes.count(conversationKeys(id)),
  })
}

async function removeOlderThan(db: NotesDatabase, atMs: number, exceptId: string | null): Promise<void> {
  const transaction = db.transaction(allStores, 'readwrite')
  for (const { id, lastAtMs } of await transaction.objectStore('conversations').getAll()) {
    // What can't say how old it is can't be read either: nobody would ever see it, or delete it.
    if (!(lastAtMs >= atMs) && id !== exceptId) await removeOne(transaction, id)
  }
  await transaction.done
}
