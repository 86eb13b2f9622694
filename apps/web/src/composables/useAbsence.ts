import { useTimeoutFn } from '@vueuse/core'
import { onScopeDispose, readonly, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { StreamPhase } from '../lifecycle/stream-types.ts'
import type { HeardItem } from '../stores/heard-item.ts'

/** An absence that is over, with all that was said in it here again. */
export interface Absence {
  readonly awayS: number
  /** Tones that the server no longer had. */
  readonly missedCount: number
}

/** A look at another page for less than this is no absence. */
const shortestAwayMs = 1_000
/** Long enough to be read twice; a sentence that stays would unsettle. */
const saidForMs = 10_000

export interface UseAbsenceOptions {
  readonly phase: Readonly<Ref<StreamPhase>>
  readonly items: Readonly<Ref<readonly HeardItem[]>>
  /** What was said meanwhile is still coming in. */
  readonly isCatchingUp: Readonly<Ref<boolean>>
  /** When the person left, where this page was loaded anew since; wall clock, ms. */
  readonly leftAtMs: number | null
  readonly nowMs: () => number
  /** Told at each leaving, and with null once all is here again: a page that is thrown away must still know. */
  readonly onLeft: (leftAtMs: number | null) => void
}

/** Tells who comes back, for a while, how long they were away: once the stream lives and everything is caught up. */
export function useAbsence({ phase, items, isCatchingUp, nowMs, onLeft, ...initial }: UseAbsenceOptions) {
  const absence = shallowRef<Absence | null>(null)
  const forget = useTimeoutFn(() => (absence.value = null), saidForMs, { immediate: false })
  let leftAtMs = initial.leftAtMs
  let backAtMs = nowMs()
  let knownCount = items.value.length

  function leave(): void {
    absence.value = null
    // Whoever looked in and left before anything could come is still away.
    if (leftAtMs !== null) return
    leftAtMs = nowMs()
    knownCount = items.value.length
    onLeft(leftAtMs)
  }

  function arrive(): void {
    if (leftAtMs === null) return
    const awayMs = backAtMs - leftAtMs
    leftAtMs = null
    onLeft(null)
    if (awayMs < shortestAwayMs) return
    absence.value = {
      awayS: Math.round(awayMs / 1_000),
      missedCount: missedIn(items.value.slice(knownCount)),
    }
    forget.start()
  }

  watch(
    phase,
    (now, before) => {
      if (now === 'hidden') leave()
      else if (before === 'hidden') backAtMs = nowMs()
    },
    { flush: 'sync' },
  )
  watch([phase, isCatchingUp], () => phase.value === 'live' && !isCatchingUp.value && arrive(), {
    flush: 'sync',
  })
  onScopeDispose(forget.stop)

  return { absence: readonly(absence) }
}

function missedIn(items: readonly HeardItem[]): number {
  return items.reduce((count, item) => count + (item.kind === 'gap' ? item.to - item.from + 1 : 0), 0)
}
