import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { HeardItem } from '../../stores/heard-item.ts'
import type { TypedNote } from '../../stores/typed-note.ts'
import { screenOf } from '../../test/render.ts'
import { toneEvent } from '../../test/tone-event.ts'
import { typedNote } from '../../test/typed-note.ts'
import HeardList from './HeardList.vue'

describe('the list of what was heard', () => {
  it('says a tone once for as long as it lasts', () => {
    const { heard } = list([tone(0, 12), tone(1, 12.5), tone(2, 14, { label: 'warm' })])
    expect(heard).toEqual([expect.stringMatching(/^0:12 ?tense/), expect.stringMatching(/^0:14 ?warm/)])
    expect(list([tone(0, 12), tone(1, 13), tone(2, 15)]).heard).toEqual([expect.stringMatching(/^0:12–0:15/)])
  })

  it('has the same rows from its end as from its beginning', () => {
    const items = [tone(0, 1), tone(1, 2), tone(2, 3, { label: 'warm' }), tone(3, 30, { label: 'warm' })]
    expect(list(items, true).heard.reverse()).toEqual(list(items).heard)
  })

  it('keeps one row for a tone that goes on, though it is told every four seconds only', () => {
    expect(list([tone(0, 1), tone(1, 5), tone(2, 9.5)]).heard).toHaveLength(1)
  })

  it('begins a new row after a pause, a gap, or an absence', () => {
    const gap: HeardItem = { kind: 'gap', seq: 1, from: 2, to: 3 }
    expect(list([tone(0, 1), tone(1, 7)]).heard).toHaveLength(2)
    expect(list([tone(0, 1), gap, { ...tone(2, 2), id: 4 }]).heard).toHaveLength(3)
    expect(list([tone(0, 1), { ...tone(1, 2), caughtUp: true }]).heard).toHaveLength(2)
  })

  it('says for how long nothing was listened to, and why', () => {
    const unheard: HeardItem = { kind: 'unheard', seq: 1, afterId: 1, fromS: 5, toS: 45, why: 'away' }
    const [, row] = list([tone(0, 4), unheard, { ...tone(2, 46), id: 2 }]).heard
    expect(row).toMatch(/^0:05–0:45 ?Not listening for 40 s, while you were away\.$/)
  })

  it('names every tone that a row stands for', () => {
    const [row] = list([tone(0, 1), tone(1, 2), tone(2, 3)]).wrapper.findAll('tbody tr')
    expect(row?.attributes()).toMatchObject({ 'data-event-id': '1', 'data-last-id': '3' })
  })

  it('has what the person typed at its time, which a tone that goes on is told around', async () => {
    const note = typedNote({ atS: 4, text: 'she mentioned the invoice' })
    const { heard, wrapper } = list([tone(0, 1), tone(1, 3), tone(2, 5)], false, [note])
    expect(heard).toEqual([
      expect.stringMatching(/^0:01–0:03/),
      expect.stringMatching(/^0:04 ?Your note:she mentioned the invoice/),
      expect.stringMatching(/^0:05/),
    ])
    await screenOf(wrapper).button('she mentioned the invoice Edit the note at 0:04').trigger('click')
    expect(wrapper.emitted('editNote')).toEqual([[note]])
  })

  it('is a table to those who hear it, whatever it looks like', () => {
    const { wrapper } = list([tone(0, 1), { kind: 'gap', seq: 1, from: 2, to: 3 }])
    expect(wrapper.get('[role="table"] caption').text()).toBe('What was heard')
    expect(wrapper.findAll('[role="columnheader"]').map((head) => head.text())).toEqual([
      'Time',
      'Tone',
      'How sure, and more',
    ])
    const widths = wrapper.findAll('tbody [role="row"]').map((row) => {
      const cells = row.findAll('[role="cell"]')
      return cells.reduce((sum, cell) => sum + Number(cell.attributes('colspan') ?? 1), 0)
    })
    expect(widths).toEqual([3, 3])
  })

  it('begins each line of an elcor’s session with its tone, the person’s own among them', () => {
    const elcor = { subtext: 'With mounting tension:' }
    const note = typedNote({ atS: 2, text: 'she mentioned the invoice' })
    const { heard } = list([tone(0, 1, elcor), tone(1, 30)], false, [note])
    expect(heard[0]).toContain('With mounting tension:fairly sure')
    expect(heard[1]).toContain('With mounting tension: she mentioned the invoice')
    expect(heard[2]).toMatch(/tense/)
  })

  it('keeps of the voice what was so at least half of the time', () => {
    const flagged = [
      tone(0, 1, { prosody_flags: ['fast', 'loud'] }),
      tone(1, 2, { prosody_flags: ['fast'] }),
      tone(2, 3),
    ]
    const [row] = list(flagged).heard
    expect(row).toContain('fast')
    expect(row).not.toContain('loud')
  })
})

function list(items: HeardItem[], isNewestFirst = false, notes: TypedNote[] = []) {
  const wrapper = mount(HeardList, { props: { items, notes, isNewestFirst, none: '' } })
  return { wrapper, heard: screenOf(wrapper).heard() }
}

function tone(
  seq: number,
  timestamp: number,
  about: Parameters<typeof toneEvent>[0] = {},
): HeardItem & { kind: 'tone' } {
  return { kind: 'tone', seq, id: seq + 1, caughtUp: false, event: toneEvent({ timestamp, ...about }) }
}
