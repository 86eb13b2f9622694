import type { HeardItem } from '../stores/heard-item.ts'

/** Up to when something is known of a conversation, seconds of the session; 0 where nothing is. */
export function lastMomentS(items: readonly HeardItem[]): number {
  const last = items.findLast((item) => item.kind !== 'gap')
  if (!last) return 0
  return last.kind === 'tone' ? last.event.timestamp : last.toS
}
