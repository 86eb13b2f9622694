import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heldView } from './held-view.ts'
import { xOf } from './ribbon-room.ts'

const room = { untilS: 500, windowS: 100, width: 332, height: 144 }
const reach = { lastS: 1_000, isLive: true }

describe('fingers on the timeline', () => {
  it('keep the moments that they hold under them, one or two, unless there is no such scale', () => {
    const x = fc.double({ min: 0, max: 332, noNaN: true })
    fc.assert(
      fc.property(x, x, (a, b) => {
        fc.pre(b - a >= 30)
        const holds = [
          { x: a, heldS: 420 },
          { x: b, heldS: 470 },
        ]
        const two = { ...room, ...heldView(holds, room, reach) }
        fc.pre(two.windowS < 1_000)
        for (const { x: at, heldS } of holds) expect(xOf(heldS, two)).toBeCloseTo(at, 5)
        const one = { ...room, ...heldView(holds.slice(0, 1), room, reach) }
        expect(one.windowS).toBe(room.windowS)
        expect(xOf(420, one)).toBeCloseTo(a, 5)
      }),
    )
  })

  it('say nothing of scale where they meet or cross', () => {
    const crossed = [
      { x: 200, heldS: 420 },
      { x: 100, heldS: 470 },
    ]
    expect(heldView(crossed, room, reach).windowS).toBe(100)
  })
})
