import type { Moment } from './moments.ts'
import { timelineKey } from './timeline-key.ts'
import type { TimelineKey } from './timeline-key.ts'
import type { useMoments } from './useMoments.ts'
import type { useTimelineView } from './useTimelineView.ts'

export interface TimelineKeysOptions {
  readonly shown: ReturnType<typeof useTimelineView>
  readonly moments: ReturnType<typeof useMoments>
  /** The person goes to a moment. */
  read(moment: Moment | null): void
}

const zoomStep = 1.6

/** Goes through the timeline from moment to moment, and zooms, without a pointer. */
export function useTimelineKeys({ shown, moments, read }: TimelineKeysOptions) {
  const { view, zoom, follow } = shown
  const { picked, pickAt, pickEnd, step } = moments

  const actions: Readonly<Record<TimelineKey, () => void>> = {
    next: () => read(picked.value ? step(1) : pickAt(view.value.untilS, 0)),
    previous: () => read(picked.value ? step(-1) : pickAt(view.value.untilS, 0)),
    windowOn: () => read(pickAt(anchorS() + view.value.windowS, 0)),
    windowBack: () => read(pickAt(anchorS() - view.value.windowS, 0)),
    first: () => read(pickEnd('first')),
    last() {
      read(pickEnd('last'))
      follow()
    },
    closer: () => zoom(1 / zoomStep, anchorS()),
    further: () => zoom(zoomStep, anchorS()),
  }

  /** What is read, where it is in sight; otherwise the edge that is nearer to it, or the end. */
  function anchorS(): number {
    const { untilS, windowS } = view.value
    return Math.max(untilS - windowS, Math.min(untilS, picked.value?.atS ?? untilS))
  }

  function press(event: KeyboardEvent): void {
    const key = timelineKey(event)
    if (!key) return
    event.preventDefault()
    actions[key]()
  }

  return { press, closer: actions.closer, further: actions.further }
}
