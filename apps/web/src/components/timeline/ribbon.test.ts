import { describe, expect, it } from 'vitest'
import type { HeardItem } from '../../stores/heard-item.ts'
import type { UnclearStretch } from '../../stores/tones.ts'
import { heardTone as tone } from '../../test/heard-tone.ts'
import { createHeardClock } from './heard-times.ts'
import { layoutRibbon } from './ribbon.ts'
import type { RibbonRoom } from './ribbon-room.ts'

const room = { untilS: 120, windowS: 120, width: 320, height: 144 }

describe('the ribbon', () => {
  it('runs to the right with time, and up with arousal', () => {
    const { marks } = layout([tone(0, 10, { arousal: -1 }), tone(1, 110, { arousal: 1 })], [], room)
    const [early, late] = marks
    expect(early?.x).toBeLessThan(late?.x ?? 0)
    expect(early?.y).toBeGreaterThan(late?.y ?? 0)
  })

  it('joins tones that come every four seconds, and breaks at a pause', () => {
    const { parts } = layout([tone(0, 10), tone(1, 14.5), tone(2, 20.5)], [], room)
    expect(keysOf(parts)).toEqual([[0, 1], [2]])
  })

  it('draws nothing across a gap, but the gap itself', () => {
    const gap: HeardItem = { kind: 'gap', seq: 1, from: 2, to: 3 }
    const { parts, gaps } = layout([tone(0, 50), gap, tone(2, 52)], [], room)
    expect(keysOf(parts)).toEqual([[0], [2]])
    expect(gaps).toHaveLength(1)
    expect(gaps[0]?.width).toBeGreaterThan(0)
  })

  it('draws what wasn’t listened to from its beginning to its end', () => {
    const unheard: HeardItem = { kind: 'unheard', seq: 1, afterId: 1, fromS: 60, toS: 90, why: 'away' }
    const { gaps } = layout([tone(0, 50), unheard], [], room)
    const perS = (room.width - 32) / room.windowS
    expect(gaps).toMatchObject([{ width: expect.closeTo(30 * perS, 5) }])
  })

  it('is one piece as long as the affect stays, and another where it changes', () => {
    const sad = { affect: 'sad' } as const
    const { parts } = layout(
      [tone(0, 10), tone(1, 10.5), tone(2, 11), tone(3, 11.5, sad), tone(4, 12, sad)],
      [],
      room,
    )
    expect(parts.map(({ affect }) => affect)).toEqual(['angry', 'sad'])
  })

  it('leads from one affect to the next without a hole', () => {
    const { parts } = layout([tone(0, 10), tone(1, 11, { affect: 'sad' })], [], room)
    expect(keysOf(parts)).toEqual([[0], [0, 1]])
    expect(parts.map(({ affect }) => affect)).toEqual(['angry', 'sad'])
  })

  it('marks each change of affect with a form, never two upon each other', () => {
    const { marks } = layout(
      [tone(0, 60), tone(1, 60.5, { affect: 'sad' }), tone(2, 100, { affect: 'sad' })],
      [],
      room,
    )
    expect(marks.map(({ key }) => key)).toEqual([0, 2])
  })

  it('makes up for a form that had no room where its affect began', () => {
    const sad = Array.from({ length: 30 }, (_, i) => tone(i + 1, 60.5 + i / 2, { affect: 'sad' }))
    const { marks } = layout([tone(0, 60), ...sad], [], room)
    expect(marks.map(({ affect }) => affect)).toEqual(['angry', 'sad'])
    expect((marks[1]?.x ?? 0) - (marks[0]?.x ?? 0)).toBeGreaterThanOrEqual(28)
  })

  it('underlines what was caught up', () => {
    const late = { ...tone(1, 60.5), caughtUp: true }
    expect(layout([tone(0, 60), late], [], room).caughtUp).toHaveLength(1)
  })

  it('leaves out what is older than its window', () => {
    expect(layout([tone(0, 10), tone(1, 200)], [], { ...room, untilS: 200 }).marks).toHaveLength(1)
  })

  it('costs no more after hours: it never looks at what it doesn’t show', () => {
    const hours = Array.from({ length: 10_000 }, (_, i) => tone(i, i / 2))
    let looks = 0
    const times = createHeardClock().date(hours)
    const items = new Proxy(hours, {
      get(all, key, receiver) {
        looks++
        return Reflect.get(all, key, receiver)
      },
    })
    const { parts } = layoutRibbon({ ...times, items }, [], { ...room, untilS: 2_500 })
    expect(parts).toHaveLength(1)
    expect(looks).toBeLessThan(1_500)
  })

  it('shows all of many hours with no more points than it has room for', () => {
    const hours = Array.from({ length: 10_000 }, (_, i) => tone(i, i * 2, { arousal: Math.sin(i) }))
    const { parts } = layout(hours, [], { ...room, untilS: 20_000, windowS: 20_000 })
    const [all] = parts.map(({ way }) => way)
    expect(all?.length).toBeLessThanOrEqual(room.width / 4)
    expect(all?.at(0)?.key).toBe(0)
    expect(all?.at(-1)?.lastKey).toBe(9_999)
  })

  it('is as thick as what shares a few pixels differs, and has the affect that most of it has', () => {
    const sad = { affect: 'sad', arousal: -1 } as const
    const crowd = [tone(0, 0.1, { arousal: 1 }), tone(1, 0.2, sad), tone(2, 0.3, sad)]
    const day = { ...room, untilS: 86_400, windowS: 86_400 }
    const many = Array.from({ length: 9_000 }, (_, i) => tone(i + 3, 5_000 + i * 9))
    const [first] = layout([...crowd, ...many], [], day).parts
    expect(first?.affect).toBe('sad')
    const [point] = first?.way ?? []
    expect((point?.bottom ?? 0) - (point?.top ?? 0)).toBeGreaterThan(90)
  })

  it('keeps its forms where they are while it is dragged', () => {
    const affects = ['sad', 'calm', 'happy', 'angry', 'bored'] as const
    const long = Array.from({ length: 800 }, (_, i) => {
      const affect = affects[Math.floor(i / 3) % 5] ?? 'sad'
      return tone(i, i * 1.3, { affect })
    })
    const times = createHeardClock().date(long)
    const formsAt = (untilS: number) => layoutRibbon(times, [], { ...room, untilS }).marks
    for (let untilS = 400; untilS < 520; untilS += 0.7) {
      const next = new Set(formsAt(untilS + 0.7).map(({ key }) => key))
      const inside = formsAt(untilS).filter(({ x }) => x > 10 && x < room.width)
      expect(inside.filter(({ key }) => !next.has(key))).toEqual([])
    }
  })

  it('has one underline for all that was caught up in one go', () => {
    const late = Array.from({ length: 20 }, (_, i) => ({ ...tone(i, 60 + i), caughtUp: true }))
    expect(layout(late, [], room).caughtUp).toHaveLength(1)
  })

  it('draws an unclear stretch that hasn’t ended up to now', () => {
    const [span] = layout([], [{ fromS: 60, toS: null }], room).unclear
    expect(span?.width).toBeGreaterThan(100)
  })
})

function layout(heard: readonly HeardItem[], unclear: readonly UnclearStretch[], into: RibbonRoom) {
  return layoutRibbon(createHeardClock().date(heard), unclear, into)
}

function keysOf(parts: ReturnType<typeof layout>['parts']): number[][] {
  return parts.map(({ way }) => way.map(({ key }) => key))
}
