import type { HeardItem } from '../../stores/heard-item.ts'
import { firstIndex } from './first-index.ts'

/** When each thing that was heard began and ended, seconds of the session. */
export interface HeardTimes {
  readonly items: readonly HeardItem[]
  /** The latest moment that anything tells of. */
  readonly lastS: number
  /** A gap has no time of its own: it lasts from the tone before it to the next, or until `Infinity` where none came yet. */
  spanOf(index: number): TimeSpan
  /** Indices of all that touches `fromS` to `untilS`, both included. Costs the more, the more that is, and hardly anything else. */
  between(fromS: number, untilS: number): number[]
}

export interface TimeSpan {
  readonly fromS: number
  readonly toS: number
}

export interface HeardClock {
  /** Dates `items`. Of a list that only grew, no more than what is new is looked at. */
  date(items: readonly HeardItem[]): HeardTimes
}

/** Keeps the times of a list that grows for hours, so that the part of it that is in sight is found at once. */
export function createHeardClock(): HeardClock {
  let known: readonly HeardItem[] = []
  let track = createTrack()
  return {
    date(items) {
      if (!isGrown(known, items)) track = createTrack()
      for (let i = track.length(); i < items.length; i++) {
        const item = items[i]
        if (item) track.add(item)
      }
      known = items
      return { items, lastS: track.lastS(), spanOf: track.spanOf, between: track.between }
    },
  }
}

/** What was heard is never changed, only added to. */
function isGrown(known: readonly HeardItem[], items: readonly HeardItem[]): boolean {
  const last = known.length - 1
  return known.length <= items.length && known[0] === items[0] && known[last] === items[last]
}

function createTrack() {
  const fromS: number[] = []
  const toS: number[] = []
  // Tones may come in late, so neither list need be in order. These two are, and never miss anything.
  const latestUpTo: number[] = []
  const earliestSince: number[] = []
  let lastToneS = 0
  let lastS = 0
  /** Where the gaps begin that no tone has closed yet. */
  let openSince = 0

  function add(item: HeardItem): void {
    if (item.kind === 'tone') addTone(item.event.timestamp)
    else if (item.kind === 'unheard') push(item.fromS, item.toS)
    else push(lastToneS, Infinity)
  }

  function addTone(atS: number): void {
    for (let i = openSince; i < toS.length; i++) close(i, atS)
    push(atS, atS)
    lastToneS = atS
    openSince = toS.length
  }

  function close(i: number, atS: number): void {
    if (toS[i] === Infinity) toS[i] = Math.max(fromS[i] ?? 0, atS)
    latestUpTo[i] = Math.max(latestUpTo[i - 1] ?? -Infinity, toS[i] ?? 0)
  }

  function push(beginS: number, endS: number): void {
    fromS.push(beginS)
    toS.push(endS)
    latestUpTo.push(Math.max(latestUpTo.at(-1) ?? -Infinity, endS))
    earliestSince.push(beginS)
    for (let i = earliestSince.length - 2; i >= 0 && (earliestSince[i] ?? 0) > beginS; i--)
      earliestSince[i] = beginS
    if (endS !== Infinity) lastS = Math.max(lastS, endS)
  }

  function between(sinceS: number, untilS: number): number[] {
    const found: number[] = []
    const end = firstIndex(toS.length, (i) => (earliestSince[i] ?? 0) > untilS)
    for (let i = firstIndex(toS.length, (at) => (latestUpTo[at] ?? 0) >= sinceS); i < end; i++)
      if ((toS[i] ?? 0) >= sinceS && (fromS[i] ?? 0) <= untilS) found.push(i)
    return found
  }

  return {
    add,
    between,
    length: () => toS.length,
    lastS: () => lastS,
    spanOf: (i: number): TimeSpan => ({ fromS: fromS[i] ?? 0, toS: toS[i] ?? 0 }),
  }
}
