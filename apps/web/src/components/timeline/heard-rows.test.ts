import { describe, expect, it } from 'vitest'
import { en } from '../../messages/en.ts'
import { toneEvent } from '../../test/tone-event.ts'
import { createHeardRows } from './heard-rows.ts'
import type { ReadEntry } from './with-notes.ts'

describe('rows of what was heard', () => {
  it('stay the same for as long as their run does', () => {
    const rowOf = createHeardRows(en)
    const run = [tone(1), tone(2)]
    expect(rowOf([...run])).toBe(rowOf([...run]))
  })

  it('are made anew where their run goes on, or shrinks', () => {
    const rowOf = createHeardRows(en)
    const [a, b] = [tone(1), tone(2)]
    expect(rowOf([a])).toMatchObject({ ids: { first: 1, last: 1 } })
    expect(rowOf([a, b])).toMatchObject({ ids: { first: 1, last: 2 } })
    expect(rowOf([a])).toMatchObject({ ids: { first: 1, last: 1 } })
  })
})

function tone(id: number): ReadEntry {
  return { kind: 'tone', seq: id - 1, id, caughtUp: false, event: toneEvent({ timestamp: id }) }
}
