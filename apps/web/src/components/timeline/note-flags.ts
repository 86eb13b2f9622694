import type { TypedNote } from '../../stores/typed-note.ts'
import type { Ribbon } from './ribbon.ts'
import type { RibbonRoom } from './ribbon-room.ts'
import { xOf, yOf } from './ribbon-room.ts'

/** Where a flag's staff stands on the ribbon. */
export interface NoteFlag {
  readonly key: string
  readonly x: number
  readonly y: number
}

/** Flags nearer to each other than this would hide each other: one stands for both. */
const flagSpacing = 12
/** Further from the ribbon than this a flag stands on nothing. */
const footPixels = 24

/** The flags in sight, from left to right. */
export function flagsOf(notes: readonly TypedNote[], ribbon: Ribbon, room: RibbonRoom): NoteFlag[] {
  const places = notes
    .map(({ id, atS }) => ({ key: id, x: xOf(atS, room) }))
    .filter(({ x }) => x >= 0 && x <= room.width)
    .toSorted((a, b) => a.x - b.x)
  const flags: NoteFlag[] = []
  for (const place of places) {
    if (place.x - (flags.at(-1)?.x ?? -Infinity) < flagSpacing) continue
    flags.push({ ...place, y: footY(place.x, ribbon) ?? yOf(0, room) })
  }
  return flags
}

function footY(x: number, { parts }: Ribbon): number | null {
  let [foot, least]: [number | null, number] = [null, footPixels]
  for (const { way } of parts)
    for (const point of way) {
      const away = Math.abs(point.x - x)
      if (away > least) continue
      foot = point.top
      least = away
    }
  return foot
}
