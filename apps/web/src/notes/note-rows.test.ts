import { expect, it } from 'vitest'
import { toneEvent } from '../test/tone-event.ts'
import { typedNote } from '../test/typed-note.ts'
import { createNotesDb } from './notes-db.ts'

it('a typed note is there for the next page, in the order of its moment', async () => {
  const notes = createNotesDb('note rows 1')
  await notes.putNote('a', 1, typedNote({ id: 'late', atS: 60 }), 2)
  await notes.putNote('a', 1, typedNote({ id: 'early', atS: 5 }), 2)
  await notes.putNote('b', 1, typedNote({ id: 'other' }), 2)
  const later = createNotesDb('note rows 1')
  expect(await later.readNotes('a')).toEqual([typedNote({ id: 'early', atS: 5 }), typedNote({ id: 'late' })])
})

it('a conversation may have a note and nothing else, and is gone with its last one', async () => {
  const notes = createNotesDb('note rows 2')
  await notes.putNote('a', 1_000, typedNote(), 2_000)
  expect(await notes.list()).toEqual([
    { id: 'a', startedAtMs: 1_000, lastAtMs: 2_000, lineCount: 0, noteCount: 1 },
  ])
  await notes.removeNote('a', 'n')
  expect(await notes.list()).toEqual([])
})

it('a note that is edited is one note', async () => {
  const notes = createNotesDb('note rows 3')
  await notes.putNote('a', 1, typedNote({ text: 'she asked' }), 2)
  await notes.putNote('a', 1, typedNote({ text: 'she asked twice' }), 3)
  expect(await notes.readNotes('a')).toMatchObject([{ text: 'she asked twice' }])
  expect(await notes.list()).toMatchObject([{ noteCount: 1 }])
})

it('a note makes what was heard no longer, and its end takes nothing of it', async () => {
  const notes = createNotesDb('note rows 4')
  await notes.append('a', 1, tone(1), 2)
  await notes.putNote('a', 1, typedNote(), 99_000)
  expect(await notes.list()).toMatchObject([{ lastAtMs: 2, lineCount: 1 }])
  await notes.append('a', 1, tone(2), 3)
  expect(await notes.list()).toMatchObject([{ lastAtMs: 3, lineCount: 2, noteCount: 1 }])
  await notes.removeNote('a', 'n')
  expect(await notes.read('a')).toHaveLength(2)
})

function tone(id: number) {
  return { kind: 'tone', seq: id - 1, id, caughtUp: false, event: toneEvent() } as const
}
