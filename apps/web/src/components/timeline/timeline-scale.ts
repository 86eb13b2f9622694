import type { Messages } from '../../messages/en.ts'
import { clockTime } from '../../messages/format-time.ts'
import type { TimelineView } from './timeline-view.ts'

/** What stands below the picture, from left to right. `isFollowing`: its right edge is now. */
export function timelineScale(
  { untilS, windowS }: TimelineView,
  isFollowing: boolean,
  { time, timeline }: Messages,
): readonly string[] {
  const fromS = untilS - windowS
  if (!isFollowing) return [fromS, untilS - windowS / 2, untilS].map(clockTime)
  // In round figures, or where the conversation is younger than the window.
  const isAgo = fromS < 0 || (windowS <= 120 && windowS % 30 === 0)
  return [isAgo ? time.ago(Math.round(windowS)) : clockTime(fromS), timeline.now]
}
