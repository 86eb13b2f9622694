import { expect, it } from 'vitest'
import { keptConversation, keptItems } from '../test/kept-conversation.ts'
import { typedNote } from '../test/typed-note.ts'
import { conversationCsv } from './conversation-csv.ts'
import { conversationExport } from './conversation-export.ts'

it('a conversation is one row a moment, each as wide as the columns', () => {
  const exported = conversationExport(keptConversation, keptItems, [typedNote({ text: 'she said: 1,5' })])
  const rows = conversationCsv(exported).split('\r\n')
  expect(rows.slice(1, -1)).toEqual([
    '0:12,tone,12,,warm,happy,0.6,0.4,-0.3,speaker_1,stable,0,,no,,,',
    ',missed,,,,,,,,,,,,,3,,',
    '0:40,unheard,40,80,,,,,,,,,,,,away,',
    '1:00,note,60,,,,,,,,,,,,,,"she said: 1,5"',
    '1:30,tone,90,,tense,angry,0.6,-0.3,-0.3,speaker_1,stable,0,fast,yes,,,',
  ])
  expect(rows[0]?.split(',')).toHaveLength(17)
})

it('says that it is UTF-8, before anything else', () => {
  expect(conversationCsv(conversationExport(keptConversation, [], []))).toMatch(/^\uFEFFtime,kind/)
})
