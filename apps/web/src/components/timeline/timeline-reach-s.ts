import type { UnclearStretch } from '../../stores/tones.ts'
import type { TypedNote } from '../../stores/typed-note.ts'
import type { HeardTimes } from './heard-times.ts'

/** Up to when there is something to be drawn, seconds of the session: a note may be typed after the last word. */
export function timelineReachS(
  heard: Pick<HeardTimes, 'lastS'>,
  unclear: readonly UnclearStretch[],
  notes: readonly TypedNote[],
): number {
  return Math.max(heard.lastS, unclear.at(-1)?.fromS ?? 0, ...notes.map(({ atS }) => atS))
}
