import { describe, expect, it } from 'vitest'
import { createBaselineKeeper } from './baseline-keeper.ts'
import { loadShippedModel } from './shipped-models.ts'
import type { SpeechImage } from './speech-image.ts'
import { windowFrames } from './speech-window.ts'

const model = loadShippedModel()
const image: SpeechImage = {
  coordinates: new Float64Array(model.coordinates.spread.length),
  byEncoders: Float64Array.from({ length: 9 }, () => -Math.log(9)),
  arousal: 0,
  valence: 0,
  novelty: 0,
}

/** Windows that end at each of `ends`; the weight of what is known before the last of them. */
function weightBeforeLast(ends: readonly number[]): number {
  const keeper = createBaselineKeeper(model)
  let weight = 0
  let heardUntil = 0
  for (const end of ends) {
    weight = keeper.before(end).weight
    keeper.hear(image, end, end - heardUntil)
    heardUntil = end
  }
  return weight
}

describe('a voice is learnt from windows that overlap', () => {
  it('but never from one that the window to be judged still sees', () => {
    expect(weightBeforeLast([windowFrames, windowFrames + 50, 2 * windowFrames - 1])).toBe(0)
    expect(weightBeforeLast([windowFrames, windowFrames + 50, 2 * windowFrames])).toBeGreaterThan(0)
  })

  it('each frame once', () => {
    const everyHalfSecond = Array.from({ length: 20 }, (_, i) => 110 + 50 * i)
    const learnt = (everyHalfSecond.at(-1) ?? 0) - windowFrames
    const whole = everyHalfSecond.filter((end) => end <= learnt).at(-1) ?? 0
    expect(weightBeforeLast(everyHalfSecond)).toBeCloseTo(whole / 100 / 2.3, 1)
  })

  it('and all of a stretch once it is over', () => {
    const keeper = createBaselineKeeper(model)
    keeper.hear(image, 150, 150)
    keeper.endStretch()
    expect(keeper.before(60).weight).toBeCloseTo(1.5 / 2.3, 9)
  })
})
