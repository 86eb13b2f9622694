import type { HeardItem } from '../../apps/web/src/stores/heard-item.ts'
import { fingerprintOf, type Truth } from './truth.ts'

/** How far what a client heard is from what was said. All are 0 where it heard everything, once, in order. */
export interface Verdict {
  lost: number
  doubled: number
  outOfOrder: number
  /** Of another content than the history's, or meant for somebody else. */
  changed: number
}

export const noFault: Verdict = { lost: 0, doubled: 0, outOfOrder: 0, changed: 0 }

/** Holds what a client with `id` heard against `truth`. A typed gap is a loss here: the history was never too short. */
export function judge(
  items: readonly HeardItem[],
  truth: Pick<Truth, 'head' | 'fingerprint'>,
  id: string,
): Verdict {
  const verdict = { ...noFault }
  const seen = new Set<number>()
  let highest = 0
  for (const item of items) {
    if (item.kind !== 'tone') continue
    if (seen.has(item.id)) verdict.doubled++
    else if (item.id < highest) verdict.outOfOrder++
    if (fingerprintOf(item.event) !== truth.fingerprint(item.id) || item.event.session_id !== id)
      verdict.changed++
    seen.add(item.id)
    highest = Math.max(highest, item.id)
  }
  for (let wanted = 1; wanted <= truth.head(); wanted++) if (!seen.has(wanted)) verdict.lost++
  return verdict
}

export function addVerdicts(a: Verdict, b: Verdict): Verdict {
  return {
    lost: a.lost + b.lost,
    doubled: a.doubled + b.doubled,
    outOfOrder: a.outOfOrder + b.outOfOrder,
    changed: a.changed + b.changed,
  }
}
