import { beforeEach, describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import type { TypedNote } from '../stores/typed-note.ts'
import { typedNote } from '../test/typed-note.ts'
import { createDraftMemory } from './note-draft.ts'
import { useNoteEditor } from './useNoteEditor.ts'

beforeEach(() => sessionStorage.clear())

describe('a note that is being typed', () => {
  it('is about the moment at which it was begun, however long it takes', () => {
    const { editor, texts } = editing()
    editor.open(12)
    editor.say('she asked')
    editor.open(40)
    editor.say('she asked again ')
    editor.save()
    expect(texts()).toEqual(['12 she asked again'])
    expect(editor.draft.value).toBeNull()
  })

  it('is there after a reload, word for word', () => {
    const { editor } = editing()
    editor.open(12)
    editor.say('she mentioned ')
    expect(editing().editor.draft.value).toEqual({ id: null, atS: 12, text: 'she mentioned ' })
    editor.save()
    expect(editing().editor.draft.value).toBeNull()
  })

  it('can be gone on with where no storage is to be had', () => {
    const { editor, texts } = editing([], () => {
      throw new DOMException('no', 'SecurityError')
    })
    editor.open(3)
    editor.say('she asked')
    editor.save()
    expect(texts()).toEqual(['3 she asked'])
  })

  it('comes back, where it was put aside by a slip', () => {
    const { editor, texts } = editing()
    editor.open(12)
    editor.say('she asked')
    editor.cancel()
    expect([editor.draft.value, editor.undoable.value?.what, texts()]).toEqual([null, 'putAside', []])
    editor.undo()
    expect(editor.draft.value).toMatchObject({ atS: 12, text: 'she asked' })
  })

  it('is nothing while it is empty', () => {
    const { editor, texts } = editing()
    editor.open(12)
    editor.say('  ')
    editor.save()
    editor.open(13)
    editor.cancel()
    expect([editor.undoable.value, texts()]).toEqual([null, []])
  })

  it('is kept before another one is edited', () => {
    const { editor, texts } = editing([typedNote({ atS: 60, text: 'old' })])
    editor.open(12)
    editor.say('half a sen')
    editor.edit(typedNote({ atS: 60, text: 'old' }))
    expect(texts()).toEqual(['60 old', '12 half a sen'])
    expect(editor.draft.value).toMatchObject({ id: 'n', text: 'old' })
  })
})

describe('a note that is there', () => {
  it('keeps its moment and its day when it is edited', () => {
    const { editor, notes } = editing([typedNote()])
    editor.edit(typedNote())
    editor.say('she mentioned two invoices')
    editor.save()
    expect(notes.value).toEqual([typedNote({ text: 'she mentioned two invoices' })])
  })

  it('is deleted, by the button or by emptying it, and comes back as it was', () => {
    for (const deleteIt of ['remove', 'empty'] as const) {
      const { editor, notes } = editing([typedNote()])
      editor.edit(typedNote())
      if (deleteIt === 'empty') editor.say('')
      editor[deleteIt === 'empty' ? 'save' : 'remove']()
      expect([notes.value, editor.undoable.value?.what]).toEqual([[], 'deleted'])
      editor.undo()
      expect([notes.value, editor.undoable.value]).toEqual([[typedNote()], null])
    }
  })
})

function editing(kept: readonly TypedNote[] = [], storage = () => sessionStorage) {
  const notes = shallowRef(kept)
  const without = (id: string) => notes.value.filter((note) => note.id !== id)
  let nextId = 0
  const editor = useNoteEditor({
    notes: {
      notes,
      put: (note) => (notes.value = [...without(note.id), note]),
      remove: (id) => (notes.value = without(id)),
    },
    memory: createDraftMemory('s', storage),
    nowMs: () => 5,
    newId: () => `new ${nextId++}`,
  })
  return { editor, notes, texts: () => notes.value.map(({ atS, text }) => `${atS} ${text}`) }
}
