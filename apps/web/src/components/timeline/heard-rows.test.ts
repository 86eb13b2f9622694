import { describe, expect, it } from 'vitest'
import { en } from '../../messages/en.ts'
import { toneEvent } from '../../test/tone-event.ts'
import { createHeardRows } from './heard-rows.ts'
import type { ReadEntry } from './with-notes.ts'

const most = 120

describe('rows of what was heard', () => {
  it('stay the same for as long as their run does', () => {
    const rowsOf = createHeardRows(en)
    const [a, b] = [tone(1), tone(2)]
    const [before] = rowsOf([[a, b]], most)
    expect(rowsOf([[tone(9)], [a, b]], most)[1]).toBe(before)
  })

  it('are made anew where their run goes on, or shrinks', () => {
    const rowsOf = createHeardRows(en)
    const [a, b] = [tone(1), tone(2)]
    const idsOf = (run: ReadEntry[]) => rowsOf([run], most).map((row) => row.kind === 'tone' && row.ids)
    expect(idsOf([a])).toEqual([{ first: 1, last: 1 }])
    expect(idsOf([a, b])).toEqual([{ first: 1, last: 2 }])
    expect(idsOf([a])).toEqual([{ first: 1, last: 1 }])
  })

  it('are looked for no further than is asked', () => {
    function* runs() {
      yield [tone(1)]
      yield [tone(2)]
      throw new Error('Looked on')
    }
    expect(createHeardRows(en)(runs(), 1)).toHaveLength(1)
  })
})

function tone(id: number): ReadEntry {
  return { kind: 'tone', seq: id - 1, id, caughtUp: false, event: toneEvent({ timestamp: id }) }
}
