import type { Affect } from '@undertone/shared'
import type { UnclearStretch } from '../../stores/tones.ts'
import { firstIndex } from './first-index.ts'
import type { HeardTimes, TimeSpan } from './heard-times.ts'
import { pointsOf } from './ribbon-points.ts'
import type { RibbonPoint } from './ribbon-points.ts'
import { secondsPerPixel, timeAt, xOf } from './ribbon-room.ts'
import type { RibbonRoom } from './ribbon-room.ts'

/** A stretch of one affect in one piece, as thick at each of its points as that one is sure. */
export interface RibbonPart {
  readonly key: number
  readonly affect: Affect
  readonly way: readonly RibbonPoint[]
}

export interface Span {
  readonly key: number
  readonly x: number
  readonly width: number
}

export interface Ribbon {
  readonly parts: readonly RibbonPart[]
  /** One for each stretch of an affect that has room for it: these carry a form. */
  readonly marks: readonly RibbonPoint[]
  /** What was missed, or wasn't listened to. */
  readonly gaps: readonly Span[]
  readonly caughtUp: readonly Span[]
  readonly unclear: readonly Span[]
}

/** Tones further apart than this have a pause between them; one comes every four seconds while someone speaks, or sooner. */
const longestLinkS = 5.5
/** Forms nearer to each other than this would overlap. */
const markSpacing = 28
/** A long stretch has a form at least this often. */
const blockPixels = 8 * markSpacing

/** Lays as much of what was heard as `room` shows out as a ribbon: time runs to the right, height is arousal, thickness is confidence. */
export function layoutRibbon(
  heard: HeardTimes,
  unclear: readonly UnclearStretch[],
  room: RibbonRoom,
): Ribbon {
  const sight = { fromS: timeAt(0, room), toS: timeAt(room.width, room) }
  const linkS = Math.max(longestLinkS, 4 * secondsPerPixel(room))
  // Where forms stand depends on what is before them, back to where their block begins.
  const blockS = blockPixels * secondsPerPixel(room)
  const sinceS = Math.floor((sight.fromS - linkS) / blockS) * blockS
  const points = pointsOf(heard, sinceS, sight.toS + linkS, room)
  const near = points.slice(firstIndex(points.length, (i) => (points[i]?.toS ?? 0) >= sight.fromS - linkS))
  return {
    parts: runsOf(near, linkS).map(part),
    marks: marksOf(runsOf(points, linkS), blockS).filter(({ x }) => x > -markSpacing / 2),
    gaps: gapsOf(heard, sight, room),
    caughtUp: underlines(near, linkS),
    unclear: unclearOf(unclear, nowS(heard, room), sight, room),
  }
}

/** Tones of one affect that follow upon each other, and the one of another affect that leads to them, if any. */
interface Run {
  readonly points: RibbonPoint[]
  readonly lead: RibbonPoint | null
}

function runsOf(points: readonly RibbonPoint[], linkS: number): Run[] {
  const runs: Run[] = []
  points.forEach((point, i) => {
    const before = points[i - 1]
    const lead = before && isLinked(before, point, linkS) ? before : null
    if (lead?.affect === point.affect) runs.at(-1)?.points.push(point)
    else runs.push({ points: [point], lead })
  })
  return runs
}

function isLinked(from: RibbonPoint, to: RibbonPoint, linkS: number): boolean {
  return to.fromS - from.toS <= linkS && to.key === from.lastKey + 1
}

function part({ points, lead }: Run): RibbonPart {
  const [first] = points
  return {
    key: first?.key ?? 0,
    affect: first?.affect ?? 'neutral',
    way: lead ? [lead, ...points] : points,
  }
}

/**
 * One for each run, and for each block of time that it goes on in, at the first point that has room. A block's forms
 * keep away from its ends and so don't depend on those of another: while the picture is dragged, they stay where they are.
 */
function marksOf(runs: readonly Run[], blockS: number): RibbonPoint[] {
  const marks: RibbonPoint[] = []
  const edge = (markSpacing / 2 / blockPixels) * blockS
  for (const { points } of runs) {
    let markedBlock = NaN
    for (const point of points) {
      const block = Math.floor(point.fromS / blockS)
      const intoS = point.fromS - block * blockS
      const isAtEdge = (intoS < edge && block > 0) || intoS > blockS - edge
      const hasRoom = point.x >= (marks.at(-1)?.x ?? -Infinity) + markSpacing
      if (block === markedBlock || !hasRoom || isAtEdge) continue
      marks.push(point)
      markedBlock = block
    }
  }
  return marks
}

function gapsOf(heard: HeardTimes, sight: TimeSpan, room: RibbonRoom): Span[] {
  return heard.between(sight.fromS, sight.toS).flatMap((i) => {
    const item = heard.items[i]
    const { fromS, toS } = heard.spanOf(i)
    const endS = toS === Infinity ? nowS(heard, room) : toS
    return item && item.kind !== 'tone' ? span(item.seq, fromS, endS, sight, room) : []
  })
}

/** One line under all that follow upon each other. */
function underlines(points: readonly RibbonPoint[], linkS: number): Span[] {
  const lines: { key: number; x: number; width: number }[] = []
  points.forEach((point, i) => {
    if (!point.isCaughtUp) return
    const before = points[i - 1]
    const x = before && isLinked(before, point, linkS) ? before.x : point.x - 2
    const last = lines.at(-1)
    if (last && before?.isCaughtUp && x === before.x) last.width = point.x - last.x
    else lines.push({ key: point.key, x, width: point.x - x })
  })
  return lines
}

/** Stretches come in order and never overlap. */
function unclearOf(
  unclear: readonly UnclearStretch[],
  untilS: number,
  sight: TimeSpan,
  room: RibbonRoom,
): Span[] {
  const first = firstIndex(unclear.length, (i) => (unclear[i]?.toS ?? Infinity) >= sight.fromS)
  const end = firstIndex(unclear.length, (i) => (unclear[i]?.fromS ?? 0) > sight.toS)
  return unclear.slice(first, end).flatMap(({ fromS, toS }) => span(fromS, fromS, toS ?? untilS, sight, room))
}

/** What hasn't ended goes on up to here. */
function nowS(heard: HeardTimes, room: RibbonRoom): number {
  return Math.max(heard.lastS, room.untilS)
}

function span(key: number, fromS: number, toS: number, sight: TimeSpan, room: RibbonRoom): Span[] {
  const x = xOf(Math.max(fromS, sight.fromS - 1), room)
  const width = xOf(Math.min(toS, sight.toS + 1), room) - x
  return width > 0 ? [{ key, x, width }] : []
}
