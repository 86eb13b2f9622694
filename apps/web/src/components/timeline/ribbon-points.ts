import type { Affect } from '@undertone/shared'
import { isTone } from '../../stores/heard-item.ts'
import type { HeardTone } from '../../stores/heard-item.ts'
import type { HeardTimes } from './heard-times.ts'
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

/** The tones from `fromS` to `untilS` as points of the ribbon: one each, or one each few pixels where there are more. */
export function pointsOf(
  heard: HeardTimes,
  fromS: number,
  untilS: number,
  room: RibbonRoom,
): readonly RibbonPoint[] {
  const tones = heard.between(fromS, untilS).flatMap((i) => {
    const item = heard.items[i]
    return item && isTone(item) ? [item] : []
  })
  const columnS = columnPixels * secondsPerPixel(room)
  const isSparse = tones.length * columnS <= untilS - fromS
  const groups = isSparse ? tones.map((tone) => [tone]) : columnsOf(tones, columnS)
  return groups.flatMap((group) => pointOf(group, room))
}

/** Columns stand still in time: were they counted from the picture's edge, the ribbon would shiver while it is dragged. */
function columnsOf(tones: readonly HeardTone[], columnS: number): HeardTone[][] {
  const columns: HeardTone[][] = []
  let current = NaN
  for (const tone of tones) {
    const column = Math.floor(tone.event.timestamp / columnS)
    if (column === current) columns.at(-1)?.push(tone)
    else columns.push([tone])
    current = column
  }
  return columns
}

function pointOf(tones: readonly HeardTone[], room: RibbonRoom): RibbonPoint[] {
  const [first, last] = [tones[0], tones.at(-1)]
  if (!first || !last) return []
  const confidence = mean(tones.map(({ event }) => event.confidence))
  const arousal = mean(tones.map(({ event }) => event.arousal))
  const y = yOf(arousal, room)
  const spread = Math.sqrt(mean(tones.map(({ event }) => (yOf(event.arousal, room) - y) ** 2)))
  const half = Math.max(spread, halfThickness(confidence))
  return [
    {
      key: first.seq,
      lastKey: last.seq,
      fromS: first.event.timestamp,
      toS: last.event.timestamp,
      x: xOf(first.event.timestamp, room),
      y,
      top: y - half,
      bottom: y + half,
      affect: commonest(tones),
      confidence,
      arousal,
      isCaughtUp: tones.some(({ caughtUp }) => caughtUp),
    },
  ]
}

/** 1.25 px where it’s hardly more than a guess, 6 px where it’s sure. */
function halfThickness(confidence: number): number {
  return 1.25 + 4.75 * Math.max(0, Math.min(1, (confidence - 0.4) / 0.5))
}

/** The affect that most of `tones` have; of two, the one that came first. */
function commonest(tones: readonly HeardTone[]): Affect {
  const counts = new Map<Affect, number>()
  for (const { event } of tones) counts.set(event.affect, (counts.get(event.affect) ?? 0) + 1)
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a)
  return most?.[0] ?? 'neutral'
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
