import { expect, it } from 'vitest'
import { createNoiseFloor } from './noise-floor.ts'

it('knows nothing of the room in the first half second', () => {
  expect(floorAfter(49, () => -40)).toBe(-100)
})

it('finds a steady room', () => {
  expect(floorAfter(400, () => -40)).toBeCloseTo(-40, 5)
})

it('stays with the room while somebody speaks over it with pauses', () => {
  expect(floorAfter(1000, (frame) => (frame % 100 < 80 ? -20 : -60))).toBeCloseTo(-60, 0)
})

it('follows a room that gets louder within two and a half seconds', () => {
  expect(floorAfter(250, () => -30, floorAfter400At(-60))).toBeCloseTo(-30, 0)
})

type Follow = (levelDb: number) => number

function floorAfter400At(levelDb: number): Follow {
  const follow = createNoiseFloor()
  for (let frame = 0; frame < 400; frame++) follow(levelDb)
  return follow
}

function floorAfter(
  frames: number,
  levelAt: (frame: number) => number,
  follow: Follow = createNoiseFloor(),
): number {
  let floor = NaN
  for (let frame = 0; frame < frames; frame++) floor = follow(levelAt(frame))
  return floor
}
