import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import { heardItemSchema } from '../stores/heard-item.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import { linePlace } from './line-place.ts'
import type { LinePlace } from './line-place.ts'
import { mergeLines } from './merge-lines.ts'
import { conversationSchema } from './conversation.ts'
import type { Conversation } from './conversation.ts'

/**
 * What the person's own device keeps of conversations: text only, never sound. Every call may reject (a full disk); those
 * that somebody waits for do so after 5 s at the latest.
 */
export interface NotesDb {
  /**
   * Adds `item` to the conversation, which begins with its first line. Writing the same line twice is once, also from two
   * pages that watch one session. A device that hangs writes it late, or never.
   */
  append(conversationId: string, startedAtMs: number, item: HeardItem, nowMs: number): Promise<void>
  /** Newest first. */
  list(): Promise<Conversation[]>
  /** Oldest line first; empty where there is no such conversation. */
  read(conversationId: string): Promise<HeardItem[]>
  remove(conversationId: string): Promise<void>
}

interface Line {
  readonly conversationId: string
  readonly place: LinePlace
  readonly item: HeardItem
}

interface NotesSchema extends DBSchema {
  conversations: { key: string; value: Conversation }
  lines: { key: [string, LinePlace]; value: Line }
}

type Database = IDBPDatabase<NotesSchema>

/** An older page that doesn't make way, or a system that lost its storage, keeps a question open for ever. */
const answerWithinMs = 5_000

export function createNotesDb(name: string): NotesDb {
  let opening: Promise<Database> | null = null
  const open = () => (opening ??= openDatabase(name, forget))
  function forget(): void {
    opening = null
  }

  async function ask<T>(question: (db: Database) => Promise<T>): Promise<T> {
    const ours = open()
    const db = await ours
    try {
      return await question(db)
    } catch (error) {
      // A connection that the system lost refuses everything from then on, and nothing else may tell.
      if (opening === ours) forget()
      db.close()
      throw error
    }
  }

  return {
    append: (...line) => ask((db) => append(db, ...line)),
    list: () => inTime(ask(list)),
    read: (conversationId) => inTime(ask((db) => read(db, conversationId))),
    remove: (conversationId) => inTime(ask((db) => remove(db, conversationId))),
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, answerWithinMs, new Error('The notes don’t answer'))
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

function openDatabase(name: string, forget: () => void): Promise<Database> {
  const database = openDB<NotesSchema>(name, 2, {
    async upgrade(db, from, _to, transaction) {
      if (from === 0) db.createObjectStore('conversations', { keyPath: 'id' })
      const before = from === 0 ? [] : await transaction.objectStore('lines').getAll()
      if (from > 0) db.deleteObjectStore('lines')
      const lines = db.createObjectStore('lines', { keyPath: ['conversationId', 'place'] })
      // Version 1 kept each line by its place on the page that wrote it.
      const moved = before.map(({ conversationId, item }) => ({
        conversationId,
        place: linePlace(item),
        item,
      }))
      await Promise.all(moved.map((line) => lines.put(line)))
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

async function append(
  db: Database,
  id: string,
  startedAtMs: number,
  item: HeardItem,
  nowMs: number,
): Promise<void> {
  const transaction = db.transaction(['conversations', 'lines'], 'readwrite')
  const conversations = transaction.objectStore('conversations')
  const before = await conversations.get(id)
  const lines = transaction.objectStore('lines')
  const line = { conversationId: id, place: linePlace(item), item }
  const isNew = (await lines.getKey([id, line.place])) === undefined
  // Counted, not told by `seq`: a conversation that was deleted while it ran begins anew in its middle.
  const lineCount = (before?.lineCount ?? 0) + (isNew ? 1 : 0)
  await Promise.all([
    conversations.put({ id, startedAtMs: before?.startedAtMs ?? startedAtMs, lastAtMs: nowMs, lineCount }),
    isNew ? lines.put(line) : undefined,
    transaction.done,
  ])
}

async function list(db: Database): Promise<Conversation[]> {
  const rows = await db.getAll('conversations')
  const conversations = rows.flatMap((row) => conversationSchema.safeParse(row).data ?? [])
  return conversations.sort((a, b) => b.startedAtMs - a.startedAtMs)
}

async function read(db: Database, conversationId: string): Promise<HeardItem[]> {
  const rows = await db.getAll('lines', linesOf(conversationId))
  return mergeLines(rows.flatMap((row) => heardItemSchema.safeParse(row.item).data ?? []))
}

async function remove(db: Database, conversationId: string): Promise<void> {
  const transaction = db.transaction(['conversations', 'lines'], 'readwrite')
  await Promise.all([
    transaction.objectStore('conversations').delete(conversationId),
    transaction.objectStore('lines').delete(linesOf(conversationId)),
    transaction.done,
  ])
}

function linesOf(conversationId: string): IDBKeyRange {
  // Arrays come after numbers: behind every place.
  return IDBKeyRange.bound([conversationId], [conversationId, [[]]])
}
