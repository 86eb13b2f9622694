import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { deleteDB, openDB } from 'idb'
import { conversationCsv } from '../../../apps/web/src/notes/conversation-csv.ts'
import {
  conversationExport,
  conversationExportSchema,
} from '../../../apps/web/src/notes/conversation-export.ts'
import { conversationText } from '../../../apps/web/src/notes/conversation-text.ts'
import { conversationWords } from '../../../apps/web/src/notes/conversation-words.ts'
import { exportName } from '../../../apps/web/src/notes/export-name.ts'
import { lastMomentS } from '../../../apps/web/src/notes/last-moment.ts'
import { mergeLines } from '../../../apps/web/src/notes/merge-lines.ts'
import { createNotesDb, type NotesDb } from '../../../apps/web/src/notes/notes-db.ts'
import { searchText } from '../../../apps/web/src/notes/search-text.ts'
import { heardItemSchema } from '../../../apps/web/src/stores/heard-item.ts'
import { languages, lookAt } from '../look-at.ts'
import { must } from '../must.ts'
import { oddNumber, oddValue } from '../odd-values.ts'
import { createTarget } from '../target.ts'
import { withinTime } from '../within-time.ts'
import { oddConversation, oddItem, oddNote } from './odd-conversation.ts'

const ids = fc.constantFrom('a', 'b')
const many = { maxLength: 4 }
const device = fc.record({
  /** The version of the page that wrote the rows. */
  version: fc.constantFrom(1, 2, 3, 3, 3),
  conversations: fc.array(fc.tuple(ids, oddConversation), many),
  lines: fc.array(
    fc.tuple(ids, fc.tuple(fc.nat(3), fc.nat(9), fc.nat(9)), fc.oneof(oddItem, oddValue)),
    many,
  ),
  notes: fc.array(fc.tuple(ids, oddNote), many),
  atMs: oddNumber,
})
type Device = typeof device extends fc.Arbitrary<infer T> ? T : never

let nextName = 0
const longestMs = 2_000

/** Whatever lies in the device's database, the page reads what can be read, and none of its questions fails. */
export const rowsTarget = createTarget({
  name: 'rows',
  cases: device,
  lanes: 8,
  async check(about: Device) {
    const name = `notes ${nextName++}`
    // Within a time that can be told, which in the middle of a question to the database it can't.
    withinTime(longestMs, () =>
      mergeLines(about.lines.flatMap(([, , item]) => heardItemSchema.safeParse(item).data ?? [])),
    )
    const isFilled = await fill(name, about)
    const notes = createNotesDb(name)
    if (isFilled) await readAll(notes, about)
    // Another page's newer version is what makes a connection go; so it does here.
    await deleteDB(name)
  },
})

/** False where a row is none that a database would take. */
async function fill(name: string, { version, conversations, lines, notes }: Device): Promise<boolean> {
  const db = await openDB(name, version, {
    upgrade(made) {
      made.createObjectStore('conversations', { keyPath: 'id' })
      made.createObjectStore('lines', { keyPath: ['conversationId', version === 1 ? 'seq' : 'place'] })
      if (version === 3) made.createObjectStore('notes', { keyPath: ['conversationId', 'id'] })
    },
  })
  try {
    for (const [id, row] of conversations) await db.put('conversations', withKey(row, { id }))
    for (const [conversationId, place, item] of lines)
      await db.put('lines', { conversationId, place, seq: place[1], item })
    if (version === 3)
      for (const [at, [conversationId, row]] of notes.entries())
        await db.put('notes', withKey(row, { conversationId, id: `n${at}` }))
    return true
  } catch {
    return false
  } finally {
    db.close()
  }
}

function withKey(row: unknown, key: object): object {
  return typeof row === 'object' && row !== null ? { ...row, ...key } : key
}

/** Every question that a page asks, those that change nothing first. */
async function readAll(notes: NotesDb, { atMs }: Device): Promise<void> {
  for (const conversation of await notes.list()) {
    const { id } = conversation
    const [items, typed] = [await notes.read(id), await notes.readNotes(id)]
    const { seq } = items.at(-1) ?? { seq: -1 }
    must(seq === items.length - 1, 'Lines that aren’t counted through', items)
    must(
      items.every((item) => heardItemSchema.safeParse(item).success),
      'A line of another shape',
      items,
    )
    withinTime(longestMs, () => {
      lookAt(items, typed, [])
      lastMomentS(items)
      exportName(conversation.startedAtMs, 'csv')
      const exported = conversationExport(conversation, items, typed)
      must(conversationExportSchema.safeParse(exported).success, 'An export of another shape', exported)
      conversationCsv(exported)
      for (const messages of languages) {
        conversationWords(conversation, messages)
        conversationText(conversation, items, typed, messages)
      }
    })
  }
  const all = await notes.readAll()
  withinTime(longestMs, () => {
    for (const messages of languages) for (const kept of all) searchText(kept.conversation, kept, messages)
  })
  await change(notes, atMs)
}

async function change(notes: NotesDb, atMs: number): Promise<void> {
  const unheard = { kind: 'unheard', seq: 0, afterId: 0, fromS: 1, toS: 9, why: 'away' } as const
  await notes.append('a', 1, unheard, 2)
  await notes.putNote('a', 1, { id: 'new', atS: 1, text: 'word', writtenAtMs: 1 }, 3)
  await notes.rename('a', 'Called anew')
  const isThere = (await notes.list()).some(({ id, title }) => id === 'a' && title === 'Called anew')
  must(isThere, 'What is written now is not there')
  await notes.removeNote('a', 'new')
  await notes.putBack(await notes.take(['a', 'b', 'c']))
  must(
    (await notes.list()).some(({ id }) => id === 'a'),
    'What was put back is not there',
  )
  if (!Number.isNaN(atMs)) await notes.removeOlderThan(atMs, 'b')
  await notes.remove('a')
  must(!(await notes.list()).some(({ id }) => id === 'a'), 'What was removed is there')
}
