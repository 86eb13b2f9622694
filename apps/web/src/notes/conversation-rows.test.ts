import { beforeEach, describe, expect, it } from 'vitest'
import { toneEvent } from '../test/tone-event.ts'
import { typedNote } from '../test/typed-note.ts'
import { createNotesDb } from './notes-db.ts'
import type { NotesDb } from './notes-db.ts'

let nextName = 0
let notes: NotesDb

beforeEach(async () => {
  notes = createNotesDb(`conversation rows ${nextName++}`)
  for (const id of [1, 2]) await notes.append('a', 1_000, tone(id), 2_000)
  await notes.putNote('a', 1_000, typedNote(), 2_000)
  await notes.append('b', 3_000, tone(1), 4_000)
})

describe('conversations that are deleted', () => {
  it('are gone whole, and come back whole', async () => {
    const before = await notes.readAll()
    const taken = await notes.take(['a', 'b', 'never was'])
    expect([await notes.list(), await notes.read('a'), await notes.readNotes('a')]).toEqual([[], [], []])
    await notes.putBack(taken)
    expect(await notes.readAll()).toMatchObject(before)
  })

  it('leave the others as they were', async () => {
    await notes.take(['b'])
    expect(await notes.list()).toMatchObject([{ id: 'a', lineCount: 2, noteCount: 1 }])
    expect(await notes.readNotes('a')).toHaveLength(1)
  })

  it('become one again with what was heard since, where they ran on', async () => {
    const taken = await notes.take(['a'])
    await notes.append('a', 1_000, tone(3), 5_000)
    await notes.putBack(taken)
    expect(await notes.read('a')).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3 }])
    expect(await notes.list()).toMatchObject([
      { id: 'b' },
      { id: 'a', startedAtMs: 1_000, lastAtMs: 5_000, lineCount: 3, noteCount: 1 },
    ])
  })
})

describe('a conversation’s title', () => {
  it('is kept while the conversation goes on, and can be taken back', async () => {
    await notes.rename('a', 'With the landlord')
    await notes.append('a', 1_000, tone(3), 5_000)
    await notes.putNote('a', 1_000, typedNote({ id: 'm' }), 5_000)
    expect((await notes.list()).at(-1)).toMatchObject({ title: 'With the landlord', lineCount: 3 })
    await notes.rename('a', null)
    expect((await notes.list()).at(-1)?.title).toBeUndefined()
  })

  it('is refused where there is nothing to call by it', async () => {
    await expect(notes.rename('never was', 'x')).rejects.toThrow('No such conversation')
    expect(await notes.list()).toHaveLength(2)
  })
})

describe('conversations that are kept for a while only', () => {
  it('go by when they were last added to, to the millisecond', async () => {
    await notes.removeOlderThan(2_000, null)
    expect(await notes.list()).toHaveLength(2)
    await notes.removeOlderThan(2_001, null)
    expect(await notes.list()).toMatchObject([{ id: 'b' }])
    expect([await notes.read('a'), await notes.readNotes('a')]).toEqual([[], []])
  })

  it('stay while they run', async () => {
    await notes.removeOlderThan(9_000, 'a')
    expect(await notes.list()).toMatchObject([{ id: 'a' }])
  })
})

function tone(id: number) {
  return { kind: 'tone', seq: id - 1, id, caughtUp: false, event: toneEvent() } as const
}
