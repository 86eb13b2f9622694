import type { Affect } from '@undertone/shared'
import { isTone } from '../../stores/heard-item.ts'
import type { HeardTone } from '../../stores/heard-item.ts'
import type { UnclearStretch } from '../../stores/tones.ts'
import { firstIndex } from './first-index.ts'
import type { HeardTimes, TimeSpan } from './heard-times.ts'
import { pointsOf } from './ribbon-points.ts'
import type { RibbonPoint } from './ribbon-points.ts'
import { marksDependOn, marksOf } from './ribbon-marks.ts'
import { secondsPerPixel, timeAt, xOf } from './ribbon-room.ts'
import type { RibbonRoom } from './ribbon-room.ts'
import { isLinked, runsOf } from './ribbon-runs.ts'
import type { Run } from './ribbon-runs.ts'

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
/** Lays as much of what was heard as `room` shows out as a ribbon: time runs to the right, height is arousal, thickness is confidence. */
export function layoutRibbon(
  heard: HeardTimes,
  unclear: readonly UnclearStretch[],
  room: RibbonRoom,
): Ribbon {
  const sight = { fromS: timeAt(0, room), toS: timeAt(room.width, room) }
  const linkS = Math.max(longestLinkS, 4 * secondsPerPixel(room))
  const sinceS = marksDependOn(sight.fromS - linkS, room)
  const untilS = sight.toS + linkS
  const { tones, stretches } = partsOf(heard, sinceS, untilS)
  const points = pointsOf(tones, untilS - sinceS, room)
  const near = points.slice(firstIndex(points.length, (i) => (points[i]?.toS ?? 0) >= sight.fromS - linkS))
  return {
    parts: runsOf(near, linkS).map(part),
    marks: marksOf(runsOf(points, linkS), room),
    gaps: gapsOf(stretches, heard, sight, room),
    caughtUp: underlines(near, linkS),
    unclear: unclearOf(unclear, nowS(heard, room), sight, room),
  }
}

/** The tones from `fromS` to `untilS`, and the indices of what is none. */
function partsOf(heard: HeardTimes, fromS: number, untilS: number) {
  const tones: HeardTone[] = []
  const stretches: number[] = []
  for (const i of heard.between(fromS, untilS)) {
    const item = heard.items[i]
    if (item && isTone(item)) tones.push(item)
    else stretches.push(i)
  }
  return { tones, stretches }
}

function part({ points, lead }: Run): RibbonPart {
  const [first] = points
  return {
    key: first?.key ?? 0,
    affect: first?.affect ?? 'neutral',
    way: lead ? [lead, ...points] : points,
  }
}

function gapsOf(stretches: readonly number[], heard: HeardTimes, sight: TimeSpan, room: RibbonRoom): Span[] {
  return stretches.flatMap((i) => {
    const { fromS, toS } = heard.spanOf(i)
    return span(i, fromS, toS === Infinity ? nowS(heard, room) : toS, sight, room)
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
