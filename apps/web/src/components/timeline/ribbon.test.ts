import { describe, expect, it } from 'vitest'
import type { HeardItem } from '../../stores/heard-item.ts'
import { toneEvent } from '../../test/tone-event.ts'
import { layoutRibbon } from './ribbon.ts'

const room = { untilS: 120, windowS: 120, width: 320, height: 128 }

describe('the ribbon', () => {
  it('runs to the right with time, and up with arousal', () => {
    const { marks } = layoutRibbon([tone(0, 10, { arousal: -1 }), tone(1, 110, { arousal: 1 })], [], room)
    const [early, late] = marks
    expect(early?.x).toBeLessThan(late?.x ?? 0)
    expect(early?.y).toBeGreaterThan(late?.y ?? 0)
  })

  it('joins tones that come every four seconds, and breaks at a pause', () => {
    const { parts } = layoutRibbon([tone(0, 10), tone(1, 14.5), tone(2, 20.5)], [], room)
    expect(parts.map(({ key }) => key)).toEqual([0])
  })

  it('draws nothing across a gap, but the gap itself', () => {
    const gap: HeardItem = { kind: 'gap', seq: 1, from: 2, to: 3 }
    const { parts, gaps } = layoutRibbon([tone(0, 50), gap, tone(2, 52)], [], room)
    expect(parts).toEqual([])
    expect(gaps).toHaveLength(1)
    expect(gaps[0]?.width).toBeGreaterThan(0)
  })

  it('draws what wasn’t listened to from its beginning to its end', () => {
    const unheard: HeardItem = { kind: 'unheard', seq: 1, afterId: 1, fromS: 60, toS: 90, why: 'away' }
    const { gaps } = layoutRibbon([tone(0, 50), unheard], [], room)
    const perS = (room.width - 32) / room.windowS
    expect(gaps).toMatchObject([{ width: expect.closeTo(30 * perS, 5) }])
  })

  it('is one piece as long as the affect stays, and another where it changes', () => {
    const sad = { affect: 'sad' } as const
    const { parts } = layoutRibbon(
      [tone(0, 10), tone(1, 10.5), tone(2, 11), tone(3, 11.5, sad), tone(4, 12, sad)],
      [],
      room,
    )
    expect(parts.map(({ affect }) => affect)).toEqual(['angry', 'sad'])
  })

  it('leads from one affect to the next without a hole', () => {
    const { parts, marks } = layoutRibbon([tone(0, 10), tone(1, 11, { affect: 'sad' })], [], room)
    expect(parts).toMatchObject([{ key: 1, affect: 'sad' }])
    expect(parts[0]?.path).toContain(`M${marks[0]?.x.toFixed(1)} `)
  })

  it('marks each change of affect with a form, never two upon each other', () => {
    const { marks } = layoutRibbon(
      [tone(0, 60), tone(1, 60.5, { affect: 'sad' }), tone(2, 100, { affect: 'sad' })],
      [],
      room,
    )
    expect(marks.map(({ key }) => key)).toEqual([0, 2])
  })

  it('makes up for a form that had no room where its affect began', () => {
    const sad = Array.from({ length: 30 }, (_, i) => tone(i + 1, 60.5 + i / 2, { affect: 'sad' }))
    const { marks } = layoutRibbon([tone(0, 60), ...sad], [], room)
    expect(marks.map(({ tone: { event } }) => event.affect)).toEqual(['angry', 'sad'])
    expect((marks[1]?.x ?? 0) - (marks[0]?.x ?? 0)).toBeGreaterThanOrEqual(28)
  })

  it('underlines what was caught up', () => {
    const late = { ...tone(1, 60.5), caughtUp: true }
    expect(layoutRibbon([tone(0, 60), late], [], room).caughtUp).toHaveLength(1)
  })

  it('leaves out what is older than its window', () => {
    expect(layoutRibbon([tone(0, 10), tone(1, 200)], [], { ...room, untilS: 200 }).marks).toHaveLength(1)
  })

  it('costs no more after hours: it never looks at what it doesn’t show', () => {
    const hours = Array.from({ length: 10_000 }, (_, i) => tone(i, i / 2))
    let looks = 0
    const watched = new Proxy(hours, {
      get(all, key, receiver) {
        looks++
        return Reflect.get(all, key, receiver)
      },
    })
    const { parts } = layoutRibbon(watched, [], { ...room, untilS: 5_000 })
    expect(parts).toHaveLength(1)
    expect(looks).toBeLessThan(1_500)
  })

  it('draws an unclear stretch that hasn’t ended up to now', () => {
    const [span] = layoutRibbon([], [{ fromS: 60, toS: null }], room).unclear
    expect(span?.width).toBeGreaterThan(100)
  })
})

function tone(seq: number, timestamp: number, about: Parameters<typeof toneEvent>[0] = {}) {
  return {
    kind: 'tone' as const,
    seq,
    id: seq + 1,
    caughtUp: false,
    event: toneEvent({ timestamp, ...about }),
  }
}
