import type { Messages } from '../../messages/en.ts'
import { clockTime } from '../../messages/format-time.ts'
import type { TimelineView } from './timeline-view.ts'

/** When the picture begins and ends, in words. `isFollowing`: its right edge is now. */
export function timelineScale(
  { untilS, windowS }: TimelineView,
  isFollowing: boolean,
  { time, timeline }: Messages,
): { from: string; until: string } {
  const fromS = untilS - windowS
  if (!isFollowing) return { from: clockTime(fromS), until: clockTime(untilS) }
  // In round figures, or where the conversation is younger than the window.
  const isAgo = fromS < 0 || (windowS <= 120 && windowS % 30 === 0)
  return { from: isAgo ? time.ago(Math.round(windowS)) : clockTime(fromS), until: timeline.now }
}
