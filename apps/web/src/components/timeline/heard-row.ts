import type { Messages } from '../../messages/en.ts'
import { clockTime } from '../../messages/format-time.ts'
import type { HeardItem } from '../../stores/heard-item.ts'
import { certaintyOf } from '../now/certainty.ts'
import type { Certainty } from '../now/certainty.ts'
import type { ShapeName } from '../now/shape-path.ts'

/** One line of what was heard, in words. */
export interface HeardRow {
  readonly key: number
  /** Null for a gap. */
  readonly eventId: number | null
  readonly time: string
  readonly word: string
  readonly details: string
  readonly isCaughtUp: boolean
  readonly shape: ShapeName
  readonly certainty: Certainty
  readonly arousal: number
}

export function heardRow(item: HeardItem, messages: Messages): HeardRow {
  if (item.kind === 'gap') return gapRow(item.seq, item.to - item.from + 1, messages)
  const { event } = item
  const certainty = certaintyOf(event.confidence)
  const shift = event.shift_direction === 'stable' ? [] : [messages.shifts[event.shift_direction]]
  const flags = event.prosody_flags.map((flag) => messages.flags[flag])
  return {
    key: item.seq,
    eventId: item.id,
    time: clockTime(event.timestamp),
    word: event.label,
    details: messages.now.with([messages.certainties[certainty], ...shift, ...flags]),
    isCaughtUp: item.caughtUp,
    shape: event.affect,
    certainty,
    arousal: event.arousal,
  }
}

function gapRow(key: number, count: number, { heard }: Messages): HeardRow {
  const nothing = { time: '', details: '', isCaughtUp: false } as const
  const form = { shape: 'unclear', certainty: 'guess', arousal: 0 } as const
  return { ...nothing, ...form, key, eventId: null, word: heard.gap(count) }
}
