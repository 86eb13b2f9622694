import { watch } from 'vue'
import type { Ref } from 'vue'
import { isTone } from '../stores/heard-item.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import { useMomentary } from './useMomentary.ts'

/** An absence that is over, with all that was said in it here again. */
export interface Absence {
  readonly awayS: number
  /** Tones that were said meanwhile and are here now. */
  readonly caughtUpCount: number
  /** Tones that the server no longer had. */
  readonly missedCount: number
}

/** A look at another page for less than this is no absence. */
const shortestAwayMs = 1_000

export interface UseAbsenceOptions {
  /** Somebody looks at the page. */
  readonly isSeen: Readonly<Ref<boolean>>
  readonly isLive: Readonly<Ref<boolean>>
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
export function useAbsence({ items, nowMs, onLeft, ...options }: UseAbsenceOptions) {
  const { isSeen, isLive, isCatchingUp } = options
  const absence = useMomentary<Absence>()
  let leftAtMs = options.leftAtMs
  let backAtMs = nowMs()
  let knownCount = items.value.length

  function leave(): void {
    absence.forget()
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
    const news = items.value.slice(knownCount)
    absence.say({
      awayS: Math.round(awayMs / 1_000),
      caughtUpCount: news.filter((item) => isTone(item) && item.caughtUp).length,
      missedCount: missedIn(news),
    })
    absence.fade()
  }

  watch(isSeen, (seen) => (seen ? void (backAtMs = nowMs()) : leave()), { flush: 'sync' })
  watch(
    [isSeen, isLive, isCatchingUp],
    () => {
      if (isSeen.value && isLive.value && !isCatchingUp.value) arrive()
    },
    { flush: 'sync' },
  )

  return { absence: absence.said }
}

function missedIn(items: readonly HeardItem[]): number {
  return items.reduce((count, item) => count + (item.kind === 'gap' ? item.to - item.from + 1 : 0), 0)
}
