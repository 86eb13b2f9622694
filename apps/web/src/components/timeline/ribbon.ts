import type { Affect } from '@undertone/shared'
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

/** The way from one tone to the next, `thickness` in pixels at its two ends. */
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
  /** Where the affect changes: these carry a form. */
  readonly marks: readonly RibbonPoint[]
  readonly gaps: readonly Span[]
  readonly caughtUp: readonly Span[]
  readonly unclear: readonly Span[]
}

/** Tones further apart than this have a pause between them; they come twice a second while someone speaks. */
const longestLinkS = 2.5
/** Forms nearer to each other than this would overlap. */
const markSpacing = 28
const margin = 16

/** Lays what was heard out as a ribbon: time runs to the right, height is arousal, thickness is confidence. */
export function layoutRibbon(
  items: readonly HeardItem[],
  unclear: readonly UnclearStretch[],
  room: RibbonRoom,
): Ribbon {
  const fromS = room.untilS - room.windowS
  const points = items
    .filter(isTone)
    .filter((tone) => tone.event.timestamp >= fromS)
    .map((tone) => place(tone, room))
  return {
    parts: points.slice(1).flatMap((point, i) => part(points[i], point)),
    marks: marksOf(points),
    gaps: gapsOf(items, room),
    caughtUp: points.slice(1).flatMap((point, i) => underline(points[i], point)),
    unclear: unclear.flatMap((stretch, i) => span(i, stretch.fromS, stretch.toS ?? room.untilS, room)),
  }
}

function place(tone: HeardTone, room: RibbonRoom): RibbonPoint {
  const lively = (1 - tone.event.arousal) / 2
  const y = margin + lively * (room.height - 2 * margin)
  return { key: tone.seq, x: xOf(tone.event.timestamp, room), y, tone }
}

function part(from: RibbonPoint | undefined, to: RibbonPoint): RibbonPart[] {
  if (!from || !isLinked(from, to)) return []
  const [a, b] = [halfThickness(from), halfThickness(to)]
  const path = `M${at(from.x, from.y - a)}L${at(to.x, to.y - b)}L${at(to.x, to.y + b)}L${at(from.x, from.y + a)}Z`
  return [{ key: to.key, affect: to.tone.event.affect, path }]
}

function isLinked(from: RibbonPoint, to: RibbonPoint): boolean {
  const apartS = to.tone.event.timestamp - from.tone.event.timestamp
  return apartS <= longestLinkS && to.tone.seq === from.tone.seq + 1
}

/** 2.5 px where it’s hardly more than a guess, 12 px where it’s sure. */
function halfThickness({ tone }: RibbonPoint): number {
  return 1.25 + 4.75 * Math.max(0, Math.min(1, (tone.event.confidence - 0.4) / 0.5))
}

function marksOf(points: readonly RibbonPoint[]): RibbonPoint[] {
  const marks: RibbonPoint[] = []
  points.forEach((point, i) => {
    const before = points[i - 1]
    const isChange =
      !before || before.tone.event.affect !== point.tone.event.affect || !isLinked(before, point)
    const last = marks.at(-1)
    if (isChange && (!last || point.x - last.x >= markSpacing)) marks.push(point)
  })
  return marks
}

function gapsOf(items: readonly HeardItem[], room: RibbonRoom): Span[] {
  return items.flatMap((item, i) => {
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

function isTone(item: HeardItem): item is HeardTone {
  return item.kind === 'tone'
}
