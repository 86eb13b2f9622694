import { expect, it } from 'vitest'
import { toneEvent } from '../../test/support/tone.ts'
import { encodedTone } from '../stream/stored-tone.ts'
import { exportCsv, exportTxt } from './export-text.ts'

const said = [
  toneEvent({ timestamp: 3.25, prosody_flags: ['loud', 'fast'], subtext: 'Tone: tense, "loud"' }),
  toneEvent({ timestamp: 3_675, confidence: 0.655, subtext: 'With mounting tension:' }),
].map((event, at) => encodedTone(at + 7, JSON.stringify(event)))

it('writes a table with a row for each event, whose texts may hold what stands between cells', () => {
  const [names = '', first = '', second = '', ...rest] = exportCsv(said).split('\r\n')
  expect(names.split(',')).toEqual([
    ...['id', 'timestamp', 'label', 'affect', 'confidence', 'arousal', 'valence', 'speaker_id'],
    ...['shift_magnitude', 'shift_direction', 'prosody_flags', 'subtext'],
  ])
  expect(first).toMatch(/^7,3\.25,calm,.*,loud fast,"Tone: tense, ""loud"""$/)
  expect(second).toMatch(/^8,3675,calm,.*,,With mounting tension:$/)
  expect(rest).toEqual([''])
})

it('writes a line for each event that people can read', () => {
  expect(exportTxt(said)).toBe('00:03  Tone: tense, "loud" (80 %)\n61:15  With mounting tension (66 %)\n')
})

it('writes the names of the columns alone, and no line, where nothing was said', () => {
  expect(exportCsv([])).toMatch(/^id,[a-z_,]+\r\n$/)
  expect(exportTxt([])).toBe('')
})
