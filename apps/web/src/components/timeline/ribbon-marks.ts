import type { RibbonPoint } from './ribbon-points.ts'
import type { RibbonRoom } from './ribbon-room.ts'
import { secondsPerPixel } from './ribbon-room.ts'
import type { Run } from './ribbon-runs.ts'

/** Forms nearer to each other than this would overlap. */
const markSpacing = 28
/** A long stretch has a form at least this often. */
const blockPixels = 8 * markSpacing

/**
 * The points that carry a form: one for each run, and for each block of time that it goes on in, at the first point that
 * has room. A block's forms keep away from its ends and so don't depend on those of another: while the picture is dragged,
 * they stay where they are.
 */
export function marksOf(runs: readonly Run[], room: RibbonRoom): RibbonPoint[] {
  const marks: RibbonPoint[] = []
  const blockS = blockPixels * secondsPerPixel(room)
  const edgeS = (markSpacing / 2) * secondsPerPixel(room)
  for (const { points } of runs) {
    let markedBlock = NaN
    for (const point of points) {
      const block = Math.floor(point.fromS / blockS)
      const intoS = point.fromS - block * blockS
      const isAtEdge = (intoS < edgeS && block > 0) || intoS > blockS - edgeS
      const hasRoom = point.x >= (marks.at(-1)?.x ?? -Infinity) + markSpacing
      if (block === markedBlock || !hasRoom || isAtEdge) continue
      marks.push(point)
      markedBlock = block
    }
  }
  return marks.filter(({ x }) => x > -markSpacing / 2)
}

/** From when on it matters what was heard, for the forms from `fromS` on: where its block begins. */
export function marksDependOn(fromS: number, room: RibbonRoom): number {
  const blockS = blockPixels * secondsPerPixel(room)
  return Math.floor(fromS / blockS) * blockS
}
