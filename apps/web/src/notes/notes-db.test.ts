import { openDB } from 'idb'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { toneEvent } from '../test/tone-event.ts'
import { typedNote } from '../test/typed-note.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import { linePlace } from './line-place.ts'
import { createNotesDb } from './notes-db.ts'

let nextName = 0
let name = ''

beforeEach(() => {
  name = `notes ${nextName++}`
})

describe('the notes', () => {
  it('are there for the next page, in order', async () => {
    const notes = createNotesDb(name)
    for (const seq of [0, 1, 2]) await notes.append('a', 1_000, tone(seq), 2_000 + seq)
    const later = createNotesDb(name)
    expect(await later.read('a')).toEqual([tone(0), tone(1), tone(2)])
    expect(await later.list()).toEqual([{ id: 'a', startedAtMs: 1_000, lastAtMs: 2_002, lineCount: 3 }])
  })

  it('hold a line once, though it is written twice', async () => {
    const notes = createNotesDb(name)
    await notes.append('a', 1, tone(0), 2)
    await notes.append('a', 1, tone(0), 3)
    expect(await notes.read('a')).toHaveLength(1)
    expect(await notes.list()).toMatchObject([{ lineCount: 1 }])
  })

  it('hold each tone once, though two pages of one session write, each with a count of its own', async () => {
    const [one, other] = [createNotesDb(name), createNotesDb(name)]
    const gap: HeardItem = { kind: 'gap', seq: 1, from: 2, to: 3 }
    await one.append('a', 1, tone(0), 2)
    for (const item of [tone(0), { ...tone(1), seq: 1 }, { ...tone(2), seq: 2 }])
      await other.append('a', 1, item, 2)
    for (const item of [gap, { ...tone(3), seq: 2 }]) await one.append('a', 1, item, 2)
    expect(await one.read('a')).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }])
  })

  it('keep what wasn’t listened to between the tones it lay between', async () => {
    const notes = createNotesDb(name)
    const unheard = { kind: 'unheard', seq: 1, afterId: 1, fromS: 5, toS: 9, why: 'away' } as const
    for (const item of [tone(0), { ...tone(1), seq: 2 }, unheard]) await notes.append('a', 1, item, 2)
    expect((await notes.read('a')).map(({ kind }) => kind)).toEqual(['tone', 'unheard', 'tone'])
  })

  it('bring along what an earlier version kept', async () => {
    const before = await openEarlierVersion()
    await before.put('conversations', { id: 'a', startedAtMs: 1, lastAtMs: 2, lineCount: 2 })
    for (const seq of [0, 1]) await before.put('lines', { conversationId: 'a', seq, item: tone(seq) })
    before.close()
    const notes = createNotesDb(name)
    expect(await notes.read('a')).toEqual([tone(0), tone(1)])
    await notes.append('a', 1, tone(1), 3)
    expect(await notes.list()).toMatchObject([{ lineCount: 2 }])
  })

  it('bring along what can be read of what an earlier version kept', async () => {
    const before = await openEarlierVersion()
    const unreadable = [null, {}, { kind: 'unheard', seq: 2, afterId: NaN }]
    for (const [at, item] of [tone(0), ...unreadable].entries())
      await before.put('lines', { conversationId: 'a', seq: at, item })
    before.close()
    expect(await createNotesDb(name).read('a')).toEqual([tone(0)])
  })

  it('bring along what the version before this one kept, and take typed notes from then on', async () => {
    const before = await openDB(name, 2, {
      upgrade(db) {
        db.createObjectStore('conversations', { keyPath: 'id' })
        db.createObjectStore('lines', { keyPath: ['conversationId', 'place'] })
      },
    })
    await before.put('conversations', { id: 'a', startedAtMs: 1, lastAtMs: 2, lineCount: 1 })
    await before.put('lines', { conversationId: 'a', place: linePlace(tone(0)), item: tone(0) })
    before.close()
    const notes = createNotesDb(name)
    await notes.putNote('a', 1, typedNote(), 3)
    expect(await notes.read('a')).toEqual([tone(0)])
    expect(await notes.list()).toMatchObject([{ lineCount: 1, noteCount: 1 }])
  })

  it('take a conversation whose row can’t be read for one that begins', async () => {
    const notes = createNotesDb(name)
    await notes.append('a', 1, tone(0), 2)
    await spoil('conversations', { id: 'a', startedAtMs: 1, lastAtMs: 2, lineCount: 'many' })
    expect(await notes.list()).toEqual([])
    await notes.append('a', 5, tone(1), 6)
    expect(await notes.list()).toEqual([{ id: 'a', startedAtMs: 5, lastAtMs: 6, lineCount: 2 }])
  })

  it('say nothing of a conversation that has no date', async () => {
    const notes = createNotesDb(name)
    await notes.append('a', 1, tone(0), 2)
    await spoil('conversations', { id: 'a', startedAtMs: 1e300, lastAtMs: 2, lineCount: 1 })
    expect(await notes.list()).toEqual([])
  })

  it('delete with what is old also what can’t say how old it is', async () => {
    const notes = createNotesDb(name)
    await notes.append('a', 1, tone(0), 2)
    await spoil('conversations', { id: 'a' })
    await notes.removeOlderThan(1, 'b')
    expect(await notes.read('a')).toEqual([])
  })

  it('hand over for a search only what can be read', async () => {
    const notes = createNotesDb(name)
    await notes.append('a', 1, tone(0), 2)
    await notes.putNote('a', 1, typedNote(), 3)
    await spoil('lines', { conversationId: 'a', place: [0, 9, 0], item: null })
    await spoil('notes', { conversationId: 'a', id: 'spoilt', text: 7 })
    expect(await notes.readAll()).toMatchObject([{ lines: [{ item: tone(0) }], notes: [typedNote()] }])
  })

  it('find the device again after the system lost the connection to it', async () => {
    const notes = createNotesDb(name)
    await notes.append('a', 1, tone(0), 2)
    loseConnection()
    await expect(notes.append('a', 1, tone(1), 2)).rejects.toThrow('lost')
    await notes.append('a', 1, tone(1), 2)
    expect(await notes.read('a')).toEqual([tone(0), tone(1)])
  })

  it('refuse, after five seconds, where the device never answers who waits', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    // An older page that is open still, and doesn't make way.
    const before = await openEarlierVersion()
    const notes = createNotesDb(name)
    const answers = Promise.allSettled([notes.list(), notes.read('a'), notes.remove('a')])
    await vi.advanceTimersByTimeAsync(5_000)
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(vi.getTimerCount()).toBe(0)
    before.close()
  })

  it('list the newest conversation first', async () => {
    const notes = createNotesDb(name)
    await notes.append('old', 1_000, tone(0), 1_000)
    await notes.append('new', 2_000, tone(0), 2_000)
    expect((await notes.list()).map(({ id }) => id)).toEqual(['new', 'old'])
  })

  it('count what is there of a conversation that was deleted while it ran', async () => {
    const notes = createNotesDb(name)
    for (const seq of [0, 1]) await notes.append('a', 1, tone(seq), 2)
    await notes.remove('a')
    await notes.append('a', 1, tone(2), 3)
    expect(await notes.list()).toMatchObject([{ lineCount: 1 }])
  })

  it('lose one conversation whole when it is deleted, and no other', async () => {
    const notes = createNotesDb(name)
    await notes.append('a', 1, tone(0), 1)
    await notes.append('b', 1, tone(0), 1)
    await notes.remove('a')
    expect(await notes.read('a')).toEqual([])
    expect((await notes.list()).map(({ id }) => id)).toEqual(['b'])
    expect(await notes.read('b')).toHaveLength(1)
  })
})

function openEarlierVersion() {
  return openDB(name, 1, {
    upgrade(db) {
      db.createObjectStore('conversations', { keyPath: 'id' })
      db.createObjectStore('lines', { keyPath: ['conversationId', 'seq'] })
    },
  })
}

/** Puts a row as no page of ours writes one. */
async function spoil(store: string, row: object): Promise<void> {
  const db = await openDB(name)
  await db.put(store, row)
  db.close()
}

/** The connection that is used next fails from then on; others don't. As WebKit does it to a page that was in the background. */
function loseConnection(): void {
  const { transaction } = IDBDatabase.prototype
  const lost = new Set<IDBDatabase>()
  const spy = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...about
  ) {
    if (lost.size === 0) lost.add(this)
    if (lost.has(this)) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError')
    return transaction.apply(this, about)
  })
  onTestFinished(() => spy.mockRestore())
}

function tone(seq: number): HeardItem {
  return { kind: 'tone', seq, id: seq + 1, caughtUp: false, event: toneEvent({ timestamp: seq }) }
}
