import type { HeardItem } from '../../../apps/web/src/stores/heard-item.ts'
import { judge, type Verdict } from '../judge.ts'
import type { Truth } from '../truth.ts'

export interface VerdictWithGaps extends Verdict {
  /** Ids that a client was told to have missed. They aren't lost: it knows that something was there. */
  readonly missed: number
}

/** As `judge`, but what was named as a gap isn't lost. */
export function judgeWithGaps(
  items: readonly HeardItem[],
  truth: Pick<Truth, 'head' | 'fingerprint'>,
  id: string,
): VerdictWithGaps {
  const verdict = judge(items, truth, id)
  const heard = new Set(items.flatMap((item) => (item.kind === 'tone' ? [item.id] : [])))
  const named = new Set<number>()
  for (const item of items) {
    if (item.kind !== 'gap') continue
    for (let missing = item.from; missing <= item.to; missing++)
      if (!heard.has(missing) && missing <= truth.head()) named.add(missing)
  }
  return { ...verdict, lost: verdict.lost - named.size, missed: named.size }
}
