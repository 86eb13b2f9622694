import type { HeardItem } from '../stores/heard-item.ts'
import type { TypedNote } from '../stores/typed-note.ts'
import type { Conversation } from './conversation.ts'
import { conversationRows } from './conversation-rows.ts'
import type { KeptConversation } from './kept-conversation.ts'
import { lineRows } from './line-rows.ts'
import { noteRows } from './note-rows.ts'
import { openNotes } from './open-notes.ts'
import type { NotesDatabase } from './open-notes.ts'

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
  /** Keeps `note`, or what it says now. A conversation may begin with it, and have nothing else. Late as `append`. */
  putNote(conversationId: string, startedAtMs: number, note: TypedNote, nowMs: number): Promise<void>
  /** As `append`, it may be late. */
  removeNote(conversationId: string, noteId: string): Promise<void>
  /** Earliest moment first. */
  readNotes(conversationId: string): Promise<TypedNote[]>
  /** `title` null: it goes by its date again. Rejects where there is no such conversation. */
  rename(conversationId: string, title: string | null): Promise<void>
  /** All of it, for a search. Newest first. */
  readAll(): Promise<KeptConversation[]>
  /** Deletes what is there of these, and hands it over. */
  take(conversationIds: readonly string[]): Promise<KeptConversation[]>
  /** Undoes `take`. */
  putBack(kept: readonly KeptConversation[]): Promise<void>
  /** Deletes the conversations whose last line came before `atMs` (since 1970); never the one of `exceptId`. */
  removeOlderThan(atMs: number, exceptId: string | null): Promise<void>
}

/** An older page that doesn't make way, or a system that lost its storage, keeps a question open for ever. */
const answerWithinMs = 5_000

export function createNotesDb(name: string): NotesDb {
  let opening: Promise<NotesDatabase> | null = null
  const open = () => (opening ??= openNotes(name, forget))
  function forget(): void {
    opening = null
  }

  async function ask<T>(question: (db: NotesDatabase) => Promise<T>): Promise<T> {
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

  const wait = <T>(question: (db: NotesDatabase) => Promise<T>) => inTime(ask(question))

  return {
    append: (...line) => ask((db) => lineRows.append(db, ...line)),
    list: () => wait(conversationRows.list),
    read: (id) => wait((db) => lineRows.read(db, id)),
    remove: (id) => wait((db) => conversationRows.remove(db, id)),
    putNote: (...note) => ask((db) => noteRows.put(db, ...note)),
    removeNote: (...note) => ask((db) => noteRows.remove(db, ...note)),
    readNotes: (id) => wait((db) => noteRows.read(db, id)),
    rename: (...name) => wait((db) => conversationRows.rename(db, ...name)),
    readAll: () => wait(conversationRows.readAll),
    take: (ids) => wait((db) => conversationRows.take(db, ids)),
    putBack: (kept) => wait((db) => conversationRows.putBack(db, kept)),
    removeOlderThan: (...about) => wait((db) => conversationRows.removeOlderThan(db, ...about)),
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
