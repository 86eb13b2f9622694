import type { ToneReading } from './tone-reading.ts'

/** No two tones of one turn come closer together: a word must be readable before the next. */
export const leastGapS = 0.95
/** A finer change than that of the affect can wait a little longer. */
const nuanceGapS = 1.95
/** While somebody goes on speaking, so often at least: a tone that nothing confirms grows stale. */
const longestGapS = 3.95
/** The frames' own scatter moves a merged arousal by about half of this, on its scale of −1…1. */
const markedChange = 0.35

/** True where `now` is worth an event, `sinceS` seconds after the same turn's last one said `said`. */
export function isNews(now: ToneReading, said: ToneReading, sinceS: number): boolean {
  if (sinceS < leastGapS) return false
  if (now.affect !== said.affect || sinceS >= longestGapS) return true
  return sinceS >= nuanceGapS && isFinerChange(now, said)
}

function isFinerChange(now: ToneReading, said: ToneReading): boolean {
  const hasNewFlag = now.flags.some((flag) => !said.flags.includes(flag))
  return (
    hasNewFlag || now.label.word !== said.label.word || Math.abs(now.arousal - said.arousal) >= markedChange
  )
}
