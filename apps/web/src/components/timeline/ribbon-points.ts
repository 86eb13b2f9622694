import type { Affect } from '@undertone/shared'
import type { HeardTone } from '../../stores/heard-item.ts'
import type { RibbonRoom } from './ribbon-room.ts'
import { secondsPerPixel, xOf, yOf } from './ribbon-room.ts'

/** A tone on the ribbon, or as many as share a few pixels. */
export interface RibbonPoint {
  /** Place of its first tone in what was heard, and of its last. */
  readonly key: number
  readonly lastKey: number
  readonly fromS: number
  readonly toS: number
  readonly x: number
  readonly y: number
  /** The ribbon's edges: as far apart as it is sure, or as what it stands for differs. */
  readonly top: number
  readonly bottom: number
  readonly affect: Affect
  readonly confidence: number
  readonly arousal: number
  readonly isCaughtUp: boolean
}

/** Closer than this tones can't be told apart, and their colours would flicker to the eye. */
const columnPixels = 4

/** `tones`, all that there are within `spanS`, as points of the ribbon: one each, or one each few pixels where there are more. */
export function pointsOf(tones: readonly HeardTone[], spanS: number, room: RibbonRoom): RibbonPoint[] {
  const columnS = columnPixels * secondsPerPixel(room)
  const isSparse = tones.length * columnS <= spanS
  const columns: Column[] = []
  let current = NaN
  for (const tone of tones) {
    // Columns stand still in time: counted from the picture's edge, the ribbon would shiver while it is dragged.
    const place = Math.floor(tone.event.timestamp / columnS)
    const last = columns.at(-1)
    if (last && place === current && !isSparse) add(last, tone)
    else columns.push(columnOf(tone))
    current = place
  }
  return columns.map((column) => pointOf(column, room))
}

/** Sums of the tones that share a point: thousands a frame, so nothing is made for each. */
interface Column {
  readonly first: HeardTone
  last: HeardTone
  count: number
  confidence: number
  arousal: number
  squaredArousal: number
  isCaughtUp: boolean
  readonly affects: Map<Affect, number>
}

function columnOf(first: HeardTone): Column {
  const sums = { count: 0, confidence: 0, arousal: 0, squaredArousal: 0, isCaughtUp: false }
  const column = { ...sums, first, last: first, affects: new Map<Affect, number>() }
  add(column, first)
  return column
}

function add(column: Column, tone: HeardTone): void {
  const { affect, arousal, confidence } = tone.event
  column.last = tone
  column.count++
  column.confidence += confidence
  column.arousal += arousal
  column.squaredArousal += arousal ** 2
  column.isCaughtUp ||= tone.caughtUp
  column.affects.set(affect, (column.affects.get(affect) ?? 0) + 1)
}

function pointOf({ first, last, count, ...column }: Column, room: RibbonRoom): RibbonPoint {
  const confidence = column.confidence / count
  const arousal = column.arousal / count
  const spread = Math.sqrt(Math.max(0, column.squaredArousal / count - arousal ** 2))
  const y = yOf(arousal, room)
  const half = Math.max(y - yOf(arousal + spread, room), halfThickness(confidence))
  return {
    key: first.seq,
    lastKey: last.seq,
    fromS: first.event.timestamp,
    toS: last.event.timestamp,
    x: xOf(first.event.timestamp, room),
    y,
    top: y - half,
    bottom: y + half,
    affect: commonest(column.affects),
    confidence,
    arousal,
    isCaughtUp: column.isCaughtUp,
  }
}

/** 1.25 px where it’s hardly more than a guess, 6 px where it’s sure. */
function halfThickness(confidence: number): number {
  return 1.25 + 4.75 * Math.max(0, Math.min(1, (confidence - 0.4) / 0.5))
}

/** The affect that is counted most; of two, the one that came first. */
function commonest(counts: ReadonlyMap<Affect, number>): Affect {
  let [most, affect]: [number, Affect] = [0, 'neutral']
  for (const [candidate, count] of counts) if (count > most) [most, affect] = [count, candidate]
  return affect
}
