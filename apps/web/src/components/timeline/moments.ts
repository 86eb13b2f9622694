import type { HeardItem } from '../../stores/heard-item.ts'
import type { TypedNote } from '../../stores/typed-note.ts'
import { firstIndex } from './first-index.ts'
import type { HeardTimes } from './heard-times.ts'

/** Something that can be read on the timeline: a tone, a stretch in which something is missing, or a note by itself. */
export interface Moment {
  readonly key: string
  readonly fromS: number
  readonly toS: number
  /** Where it stands among the others; a stretch stands in its middle. */
  readonly atS: number
  readonly item: HeardItem | null
  readonly notes: readonly TypedNote[]
}

/** A note further than this from every tone is a moment of its own. */
const longestToNoteS = 2.75

/** All that can be read, in the order of time. */
export function momentsOf(heard: HeardTimes, notes: readonly TypedNote[]): Moment[] {
  const moments = heard.items.map((item, i) => momentOf(item, heard, i)).toSorted(byTime)
  const alone = notes.filter((note) => {
    const place = placeOf(note, moments)
    const moment = place === null ? undefined : moments[place]
    if (place === null || !moment) return true
    moments[place] = { ...moment, notes: [...moment.notes, note] }
    return false
  })
  return alone.length === 0 ? moments : [...moments, ...alone.map(noteMoment)].toSorted(byTime)
}

/** The moment at `atS`, or the nearest to it; of several, the shortest. */
export function nearestMoment(moments: readonly Moment[], atS: number): Moment | null {
  let nearest: Moment | null = null
  let [leastS, shortestS] = [Infinity, Infinity]
  for (const moment of moments) {
    const awayS = Math.max(0, moment.fromS - atS, atS - moment.toS)
    const lengthS = moment.toS - moment.fromS
    if (awayS > leastS || (awayS === leastS && lengthS >= shortestS)) continue
    nearest = moment
    leastS = awayS
    shortestS = lengthS
  }
  return nearest
}

function momentOf(item: HeardItem, heard: HeardTimes, i: number): Moment {
  const { fromS, toS: endS } = heard.spanOf(i)
  const toS = endS === Infinity ? Math.max(fromS, heard.lastS) : endS
  return { key: `heard ${item.seq}`, fromS, toS, atS: (fromS + toS) / 2, item, notes: [] }
}

function noteMoment(note: TypedNote): Moment {
  return { key: `note ${note.id}`, fromS: note.atS, toS: note.atS, atS: note.atS, item: null, notes: [note] }
}

/** Index of the tone that `note` stands at, if it stands at one. */
function placeOf(note: TypedNote, moments: readonly Moment[]): number | null {
  const after = firstIndex(moments.length, (i) => (moments[i]?.atS ?? 0) >= note.atS)
  const [place] = [after - 1, after]
    .filter((i) => moments[i]?.item?.kind === 'tone')
    .toSorted((a, b) => apartS(moments[a], note) - apartS(moments[b], note))
  return place !== undefined && apartS(moments[place], note) <= longestToNoteS ? place : null
}

function apartS(moment: Moment | undefined, note: TypedNote): number {
  return moment ? Math.abs(moment.atS - note.atS) : Infinity
}

function byTime(a: Moment, b: Moment): number {
  return a.atS - b.atS
}
