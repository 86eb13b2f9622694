import type { Absence } from '../../composables/useAbsence.ts'
import type { Messages } from '../../messages/en.ts'
import { shortDuration } from '../../messages/format-time.ts'

/** How long the person was away and whether all is here again, in words; empty where they weren't. */
export function absenceLine(absence: Absence | null, messages: Messages): string {
  if (!absence) return ''
  const { away, caughtUp, missed } = messages.notices
  const parts = [away(shortDuration(absence.awayS, messages))]
  if (absence.missedCount > 0) parts.push(missed(absence.missedCount))
  // Where nothing was heard meanwhile, perhaps because nothing listened, nothing is claimed.
  else if (absence.caughtUpCount > 0) parts.push(caughtUp)
  return parts.join(' ')
}
