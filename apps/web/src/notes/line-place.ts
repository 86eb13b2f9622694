import type { HeardItem } from '../stores/heard-item.ts'

/**
 * Where a line stands in its conversation, as an IndexedDB key: by what it says and not by who writes it, so that two
 * pages of one session write one line once.
 */
export type LinePlace = [epoch: number, at: number, fromS: number]

export function linePlace(item: HeardItem): LinePlace {
  const epoch = item.epoch ?? 0
  if (item.kind === 'tone') return [epoch, item.id, 0]
  // Between two ids: first what wasn't listened to, then what was missed.
  if (item.kind === 'unheard') return [epoch, item.afterId + 0.5, item.fromS]
  return [epoch, item.from - 0.25, 0]
}
