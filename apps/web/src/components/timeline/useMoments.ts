import { computed, shallowRef } from 'vue'
import type { TypedNote } from '../../stores/typed-note.ts'
import type { HeardTimes } from './heard-times.ts'
import { momentsOf, nearestMoment } from './moments.ts'
import type { Moment } from './moments.ts'

export interface MomentsOptions {
  heard(): HeardTimes
  notes(): readonly TypedNote[]
}

/** The moments of the timeline and the one that the person reads. Looked for once somebody wants to read one. */
export function useMoments({ heard, notes }: MomentsOptions) {
  const pickedKey = shallowRef<string | null>(null)
  const moments = computed(() => momentsOf(heard(), notes()))
  const place = computed(() =>
    pickedKey.value === null ? -1 : moments.value.findIndex(({ key }) => key === pickedKey.value),
  )
  // An hour of moments isn't looked for with every tone, unless somebody reads one of them.
  const picked = computed(() => (place.value === -1 ? null : (moments.value[place.value] ?? null)))

  /** The moment nearest to `atS`; a note that is no further than `fingerS` comes first. */
  function pickAt(atS: number, fingerS: number): Moment | null {
    const noted = moments.value.filter((moment) =>
      moment.notes.some((note) => Math.abs(note.atS - atS) <= fingerS),
    )
    return pick(nearestMoment(noted.length > 0 ? noted : moments.value, atS))
  }

  /** The next moment, or with −1 the one before. */
  function step(by: 1 | -1): Moment | null {
    return pick(moments.value[place.value + by] ?? picked.value)
  }

  function pickEnd(end: 'first' | 'last'): Moment | null {
    return pick(moments.value.at(end === 'first' ? 0 : -1) ?? null)
  }

  function pick(moment: Moment | null): Moment | null {
    pickedKey.value = moment?.key ?? null
    return moment
  }

  return { picked, pickAt, step, pickEnd }
}
