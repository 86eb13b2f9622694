import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptConversation, keptItems } from '../test/kept-conversation.ts'
import { typedNote } from '../test/typed-note.ts'
import { conversationExport, conversationExportSchema } from './conversation-export.ts'

describe('a conversation as it leaves the device', () => {
  it('has everything, in the order in which it is read', () => {
    const { moments } = conversationExport(keptConversation, keptItems, [typedNote({ atS: 60 })])
    expect(moments).toMatchObject([
      { kind: 'tone', atS: 12, word: 'warm', caughtUp: false },
      { kind: 'missed', count: 3 },
      { kind: 'unheard', fromS: 40, toS: 80, why: 'away' },
      { kind: 'note', atS: 60, text: 'she mentioned the invoice' },
      { kind: 'tone', atS: 90, flags: ['fast'], caughtUp: true },
    ])
  })

  it('names no session', () => {
    const text = JSON.stringify(conversationExport(keptConversation, keptItems, [typedNote()]))
    expect(text).not.toContain('secret')
  })

  it('reads back from JSON as what it was, whatever was typed', () => {
    const texts = fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 5 })
    const titles = fc.option(fc.string(), { nil: undefined })
    fc.assert(
      fc.property(texts, titles, fc.nat(1e9), (typed, title, atS) => {
        const notes = typed.map((text, i) => typedNote({ id: String(i), text, atS: atS / 1_000 }))
        const exported = conversationExport({ ...keptConversation, title }, keptItems, notes)
        const read = conversationExportSchema.parse(JSON.parse(JSON.stringify(exported, null, 2)))
        expect(read).toEqual(exported)
      }),
    )
  })
})
