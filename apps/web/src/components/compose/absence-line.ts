import type { Absence } from '../../composables/useAbsence.ts'
import type { Messages } from '../../messages/en.ts'
import { shortDuration } from '../../messages/format-time.ts'

/** How long the person was away and whether all is here again, in words; empty where they weren't. */
export function absenceLine(absence: Absence | null, messages: Messages): string {
  if (!absence) return ''
  const { away, caughtUp, missed } = messages.notices
  const rest = absence.missedCount > 0 ? missed(absence.missedCount) : caughtUp
  return `${away(shortDuration(absence.awayS, messages))} ${rest}`
}
