import type { RibbonPoint } from './ribbon-points.ts'

/** Tones of one affect that follow upon each other, and the one of another affect that leads to them, if any. */
export interface Run {
  readonly points: RibbonPoint[]
  readonly lead: RibbonPoint | null
}

/** `linkS`: what is further apart has a pause between. */
export function runsOf(points: readonly RibbonPoint[], linkS: number): Run[] {
  const runs: Run[] = []
  points.forEach((point, i) => {
    const before = points[i - 1]
    const lead = before && isLinked(before, point, linkS) ? before : null
    if (lead?.affect === point.affect) runs.at(-1)?.points.push(point)
    else runs.push({ points: [point], lead })
  })
  return runs
}

/** Nothing is missing between the two, nor did anybody pause. */
export function isLinked(from: RibbonPoint, to: RibbonPoint, linkS: number): boolean {
  return to.fromS - from.toS <= linkS && to.key === from.lastKey + 1
}
