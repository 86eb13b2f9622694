import { createHeardClock } from '../../apps/web/src/components/timeline/heard-times.ts'
import { heardRow } from '../../apps/web/src/components/timeline/heard-row.ts'
import { heardRuns } from '../../apps/web/src/components/timeline/heard-runs.ts'
import { momentsOf } from '../../apps/web/src/components/timeline/moments.ts'
import { layoutRibbon } from '../../apps/web/src/components/timeline/ribbon.ts'
import { timelineReachS } from '../../apps/web/src/components/timeline/timeline-reach-s.ts'
import { shownView, usualView } from '../../apps/web/src/components/timeline/timeline-view.ts'
import { withNotes } from '../../apps/web/src/components/timeline/with-notes.ts'
import { de } from '../../apps/web/src/messages/de.ts'
import { en } from '../../apps/web/src/messages/en.ts'
import type { HeardItem } from '../../apps/web/src/stores/heard-item.ts'
import type { UnclearStretch } from '../../apps/web/src/stores/tones.ts'
import type { TypedNote } from '../../apps/web/src/stores/typed-note.ts'
import { must } from './must.ts'

export const languages = [en, de]

/** Makes of a conversation all that the page shows of it: its lines in words, and its picture. */
export function lookAt(
  items: readonly HeardItem[],
  notes: readonly TypedNote[],
  unclear: readonly UnclearStretch[],
): void {
  for (const messages of languages)
    for (const isNewestFirst of [false, true])
      for (const run of heardRuns(withNotes(items, notes), isNewestFirst)) heardRow(run, messages)
  const heard = createHeardClock().date(items)
  momentsOf(heard, notes)
  for (const isLive of [false, true]) {
    const view = shownView(usualView, { lastS: timelineReachS(heard, unclear, notes), isLive })
    const { parts, marks } = layoutRibbon(heard, unclear, { ...view, width: 360, height: 160 })
    const points = [...parts.flatMap(({ way }) => way), ...marks]
    const isDrawn = points.every(({ y, top, bottom }) => [y, top, bottom].every(Number.isFinite))
    must(isDrawn, 'A point that is nowhere', points)
  }
}
