import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'
import { heardItemSchema } from '../stores/heard-item.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import type { TypedNote } from '../stores/typed-note.ts'
import type { Conversation } from './conversation.ts'
import { linePlace } from './line-place.ts'
import type { LinePlace } from './line-place.ts'

export interface KeptLine {
  readonly conversationId: string
  readonly place: LinePlace
  readonly item: HeardItem
}

export interface KeptNote extends TypedNote {
  readonly conversationId: string
}

interface NotesSchema extends DBSchema {
  conversations: { key: string; value: Conversation }
  lines: { key: [string, LinePlace]; value: KeptLine }
  notes: { key: [string, string]; value: KeptNote }
}

export type NotesDatabase = IDBPDatabase<NotesSchema>
export const allStores = ['conversations', 'lines', 'notes'] as const
export type NotesWriting = IDBPTransaction<NotesSchema, typeof allStores, 'readwrite'>
type Upgrade = IDBPTransaction<NotesSchema, ('conversations' | 'lines' | 'notes')[], 'versionchange'>

/** Opens the device's notes, and brings along what earlier versions kept. `forget`: this connection is of no use any more. */
export function openNotes(name: string, forget: () => void): Promise<NotesDatabase> {
  const database = openDB<NotesSchema>(name, 3, {
    async upgrade(db, from, _to, transaction) {
      if (from === 0) db.createObjectStore('conversations', { keyPath: 'id' })
      if (from < 2) await placeLines(db, from, transaction)
      db.createObjectStore('notes', { keyPath: ['conversationId', 'id'] })
    },
    // Another page brings a newer version: it must not wait for this one to be closed.
    async blocking() {
      forget()
      ;(await database).close()
    },
    // The system closed it under us (storage cleared, private mode): the next call opens it anew.
    terminated: forget,
  })
  database.catch(forget)
  return database
}

/** Version 1 kept each line by its place on the page that wrote it. */
async function placeLines(db: NotesDatabase, from: number, transaction: Upgrade): Promise<void> {
  const before = from === 0 ? [] : await transaction.objectStore('lines').getAll()
  if (from > 0) db.deleteObjectStore('lines')
  const lines = db.createObjectStore('lines', { keyPath: ['conversationId', 'place'] })
  // What nobody can read any more has no place, and would keep all the others from being brought along.
  const readable = before.filter(({ item }) => heardItemSchema.safeParse(item).success)
  const moved = readable.map(({ conversationId, item }) => ({ conversationId, place: linePlace(item), item }))
  await Promise.all(moved.map((line) => lines.put(line)))
}
