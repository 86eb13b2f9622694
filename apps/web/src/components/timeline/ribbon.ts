import type { Affect } from '@undertone/shared'
import { isTone } from '../../stores/heard-item.ts'
import type { HeardItem, HeardTone } from '../../stores/heard-item.ts'
import type { UnclearStretch } from '../../stores/tones.ts'

/** The picture's room: `width` and `height` in pixels for the `windowS` seconds up to `untilS`. */
export interface RibbonRoom {
  readonly untilS: number
  readonly windowS: number
  readonly width: number
  readonly height: number
}

export interface RibbonPoint {
  readonly key: number
  readonly x: number
  readonly y: number
  readonly tone: HeardTone
}

/** A stretch of one affect in one piece, as thick at each of its tones as that one is sure. */
export interface RibbonPart {
  readonly key: number
  readonly affect: Affect
  readonly path: string
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
const margin = 16

/** Lays the end of what was heard, as much as `room` shows, out as a ribbon: time runs to the right, height is arousal, thickness is confidence. */
export function layoutRibbon(
  heard: readonly HeardItem[],
  unclear: readonly UnclearStretch[],
  room: RibbonRoom,
): Ribbon {
  const fromS = room.untilS - room.windowS
  // The last tone before the window stays: a gap may begin at it.
  const items = heard.slice(
    Math.max(
      0,
      heard.findLastIndex((item) => isBefore(item, fromS)),
    ),
  )
  const points = items
    .filter(isTone)
    .filter((tone) => tone.event.timestamp >= fromS)
    .map((tone) => place(tone, room))
  return {
    parts: runsOf(points).flatMap(part),
    marks: marksOf(runsOf(points)),
    gaps: gapsOf(items, room),
    caughtUp: points.slice(1).flatMap((point, i) => underline(points[i], point)),
    unclear: unclear
      .slice(unclear.findLastIndex(({ toS }) => toS !== null && toS < fromS) + 1)
      .flatMap(({ fromS: key, toS }) => span(key, key, toS ?? room.untilS, room)),
  }
}

function place(tone: HeardTone, room: RibbonRoom): RibbonPoint {
  const lively = (1 - tone.event.arousal) / 2
  const y = margin + lively * (room.height - 2 * margin)
  return { key: tone.seq, x: xOf(tone.event.timestamp, room), y, tone }
}

/** Tones of one affect that follow upon each other, and the one of another affect that leads to them, if any. */
interface Run {
  readonly points: RibbonPoint[]
  readonly lead: RibbonPoint | null
}

function runsOf(points: readonly RibbonPoint[]): Run[] {
  const runs: Run[] = []
  points.forEach((point, i) => {
    const before = points[i - 1]
    const lead = before && isLinked(before, point) ? before : null
    const isMore = lead?.tone.event.affect === point.tone.event.affect
    if (isMore) runs.at(-1)?.points.push(point)
    else runs.push({ points: [point], lead })
  })
  return runs
}

/** One closed path: polygons side by side would show a seam between each two. */
function part({ points, lead }: Run): RibbonPart[] {
  const [first] = points
  const way = lead ? [lead, ...points] : points
  if (!first || way.length < 2) return []
  const above = way.map((point) => at(point.x, point.y - halfThickness(point)))
  const below = way.map((point) => at(point.x, point.y + halfThickness(point))).reverse()
  return [{ key: first.key, affect: first.tone.event.affect, path: `M${[...above, ...below].join('L')}Z` }]
}

function isLinked(from: RibbonPoint, to: RibbonPoint): boolean {
  const apartS = to.tone.event.timestamp - from.tone.event.timestamp
  return apartS <= longestLinkS && to.tone.seq === from.tone.seq + 1
}

/** 2.5 px where it’s hardly more than a guess, 12 px where it’s sure. */
function halfThickness({ tone }: RibbonPoint): number {
  return 1.25 + 4.75 * Math.max(0, Math.min(1, (tone.event.confidence - 0.4) / 0.5))
}

/** At the first tone of each run, or where that one is too near to the form before it, at the next that has room. */
function marksOf(runs: readonly Run[]): RibbonPoint[] {
  const marks: RibbonPoint[] = []
  for (const { points } of runs) {
    const nearX = (marks.at(-1)?.x ?? -Infinity) + markSpacing
    const mark = points.find(({ x }) => x >= nearX)
    if (mark) marks.push(mark)
  }
  return marks
}

function gapsOf(items: readonly HeardItem[], room: RibbonRoom): Span[] {
  return items.flatMap((item, i) => {
    if (item.kind === 'unheard') return span(item.seq, item.fromS, item.toS, room)
    if (item.kind !== 'gap') return []
    const before = items.slice(0, i).findLast(isTone)
    const after = items.slice(i + 1).find(isTone)
    return span(item.seq, before?.event.timestamp ?? 0, after?.event.timestamp ?? room.untilS, room)
  })
}

function underline(from: RibbonPoint | undefined, to: RibbonPoint): Span[] {
  if (!from || !to.tone.caughtUp) return []
  const x = isLinked(from, to) ? from.x : to.x - 2
  return [{ key: to.key, x, width: to.x - x }]
}

function span(key: number, fromS: number, toS: number, room: RibbonRoom): Span[] {
  const x = Math.max(0, xOf(fromS, room))
  const width = xOf(toS, room) - x
  return width > 0 ? [{ key, x, width }] : []
}

function xOf(timeS: number, { untilS, windowS, width }: RibbonRoom): number {
  return margin + (1 - (untilS - timeS) / windowS) * (width - 2 * margin)
}

function at(x: number, y: number): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`
}

/** Up to when `item` tells, seconds of the session. */
export function endS(item: Exclude<HeardItem, { kind: 'gap' }>): number {
  return item.kind === 'tone' ? item.event.timestamp : item.toS
}

function isBefore(item: HeardItem, timeS: number): boolean {
  return isTone(item) && item.event.timestamp < timeS
}
