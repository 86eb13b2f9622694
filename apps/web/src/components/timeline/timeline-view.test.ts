import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosenView, shownView, usualView, viewAround, zoomedView } from './timeline-view.ts'

const live = { lastS: 600, isLive: true }
const over = { lastS: 600, isLive: false }

describe('what the timeline shows', () => {
  it('is the last minutes of a conversation that goes on, and all of one that is over', () => {
    expect(shownView(usualView, live)).toEqual({ untilS: 600, windowS: 120 })
    expect(shownView(usualView, over)).toEqual({ untilS: 600, windowS: 600 })
  })

  it('goes along with the conversation until the person looks back, and then stays', () => {
    const back = chosenView({ untilS: 300, windowS: 120 }, live)
    expect(shownView(back, { ...live, lastS: 700 })).toEqual({ untilS: 300, windowS: 120 })
    const atEnd = chosenView({ untilS: 640, windowS: 120 }, live)
    expect(shownView(atEnd, { ...live, lastS: 700 }).untilS).toBe(700)
  })

  it('goes along again where somebody has come back to its end, or nearly so', () => {
    expect(chosenView({ untilS: 598, windowS: 120 }, live)).toEqual(usualView)
    expect(chosenView({ untilS: 590, windowS: 120 }, live)).not.toEqual(usualView)
  })

  it('never lies beyond what was heard, whatever is asked for', () => {
    const number = fc.double({ min: -1e4, max: 1e4, noNaN: true })
    const length = fc.double({ min: 0, max: 1e4, noNaN: true })
    fc.assert(
      fc.property(number, number, length, fc.boolean(), (untilS, windowS, lastS, isLive) => {
        const reach = { lastS, isLive }
        const view = shownView(chosenView({ untilS, windowS }, reach), reach)
        expect(view.untilS).toBeLessThanOrEqual(lastS)
        // As far left as the beginning, where there is more than fits.
        if (view.windowS <= lastS) expect(view.untilS - view.windowS).toBeGreaterThanOrEqual(-1e-9)
        else expect(view.untilS).toBe(lastS)
      }),
    )
  })

  it('zooms around a moment that keeps its place, and no closer than a few tones', () => {
    const view = { untilS: 400, windowS: 100 }
    expect(zoomedView(view, live, 0.5, 350)).toEqual({ untilS: 375, windowS: 50 })
    expect(zoomedView(view, live, 0.001, 400).windowS).toBe(10)
  })

  it('moves only for a moment that isn’t in sight', () => {
    const view = { untilS: 400, windowS: 100 }
    expect(viewAround(view, 350)).toBe(view)
    expect(viewAround(view, 100)).toEqual({ untilS: 150, windowS: 100 })
  })
})
