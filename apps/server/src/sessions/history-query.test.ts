import { expect, it } from 'vitest'
import { toneEvent } from '../../test/support/tone.ts'
import { selectEvents } from './history-query.ts'

const everything = { after: 0, limit: Number.MAX_SAFE_INTEGER, min_confidence: 0 }

/** A hundred events, the first of them the least sure, and the ids of those that were read. */
function said() {
  const read: number[] = []
  const events = Array.from({ length: 100 }, (_, at) => ({
    id: at + 1,
    json: '',
    frame: Buffer.alloc(0),
    get event() {
      read.push(at + 1)
      return toneEvent({ confidence: (at + 1) / 100 })
    },
  }))
  return { events, read }
}

it.each([
  ['all', {}, [1, 100], []],
  ['those behind an id', { after: 98 }, [99, 100], []],
  ['a page', { after: 10, limit: 2 }, [11, 12], []],
  ['those that are sure, behind an id', { after: 96, min_confidence: 0.99 }, [99, 100], [97, 98, 99, 100]],
  ['as many as are sure', { limit: 2, min_confidence: 0.03 }, [3, 4], [1, 2, 3, 4]],
])('gives %s, and reads no event whose words do not count', (_, query, [first, last], expected) => {
  const { events, read } = said()
  const selected = selectEvents(events, { ...everything, ...query })
  expect([selected[0]?.id, selected.at(-1)?.id]).toEqual([first, last])
  expect(read).toEqual(expected)
})
