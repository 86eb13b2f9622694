import { describe, expect, it } from 'vitest'
import { heardTone } from '../../test/heard-tone.ts'
import { createHeardClock } from './heard-times.ts'
import { flagsOf } from './note-flags.ts'
import { layoutRibbon } from './ribbon.ts'

const room = { untilS: 120, windowS: 120, width: 332, height: 144 }
const ribbon = layoutRibbon(createHeardClock().date([heardTone(0, 50), heardTone(1, 53)]), [], room)

describe('the flags of notes', () => {
  it('stand on the ribbon, or where it isn’t, in the middle', () => {
    const [onRibbon, alone] = flagsOf([note('a', 50), note('b', 100)], ribbon, room)
    expect(onRibbon?.y).toBe(ribbon.parts[0]?.way[0]?.top)
    expect(alone?.y).toBe(76)
  })

  it('are left out where they aren’t in sight, or would hide each other', () => {
    const flags = flagsOf([note('late', 300), note('b', 51), note('a', 50)], ribbon, room)
    expect(flags.map(({ key }) => key)).toEqual(['a'])
  })
})

function note(id: string, atS: number) {
  return { id, atS, text: 'the invoice', writtenAtMs: 0 }
}
