import type { RibbonRoom } from './ribbon-room.ts'
import { secondsPerPixel, timeAt } from './ribbon-room.ts'
import type { Reach, TimelineView } from './timeline-view.ts'
import { clampWindow } from './timeline-view.ts'

/** A finger or pointer on the picture, and the moment that it took hold of. */
export interface Hold {
  readonly x: number
  readonly heldS: number
}

/** Fingers closer than this say nothing about scale. */
const smallestSpread = 24

/** The view in which each moment is under the finger that holds it: one drags, two pinch. Of more, the first two count. */
export function heldView([a, b]: readonly Hold[], room: RibbonRoom, reach: Reach): TimelineView {
  if (!a) return room
  const middle = b ? { x: (a.x + b.x) / 2, heldS: (a.heldS + b.heldS) / 2 } : a
  const scale = b && secondsPerPixelOf(a, b)
  const windowS = scale ? clampWindow((room.windowS * scale) / secondsPerPixel(room), reach) : room.windowS
  return { windowS, untilS: middle.heldS - timeAt(middle.x, { ...room, windowS, untilS: 0 }) }
}

function secondsPerPixelOf(a: Hold, b: Hold): number | undefined {
  const scale = (b.heldS - a.heldS) / (b.x - a.x)
  return Math.abs(b.x - a.x) >= smallestSpread && scale > 0 ? scale : undefined
}
