import type { ProsodyFlag } from '@undertone/shared'
import type { Messages } from '../../messages/en.ts'
import { clockTime, shortDuration } from '../../messages/format-time.ts'
import { isTone } from '../../stores/heard-item.ts'
import type { HeardItem, HeardTone, Unheard } from '../../stores/heard-item.ts'
import { certaintyOf } from '../now/certainty.ts'
import type { Certainty } from '../now/certainty.ts'
import type { ShapeName } from '../now/shape-path.ts'

/** One line of what was heard, in words: a run of alike tones, what was missed, or what wasn't listened to. */
export interface HeardRow {
  readonly key: number
  /** Ids of its first tone and its last, and all between; null where there was none. */
  readonly ids: { readonly first: number; readonly last: number } | null
  readonly time: string
  readonly word: string
  readonly details: string
  readonly isCaughtUp: boolean
  readonly shape: ShapeName
  readonly certainty: Certainty
  readonly arousal: number
}

/** The row of a run; null where the run is empty. */
export function heardRow(run: readonly HeardItem[], messages: Messages): HeardRow | null {
  const [item] = run
  if (item?.kind === 'gap') return emptyRow(item.seq, '', messages.heard.gap(item.to - item.from + 1))
  if (item?.kind === 'unheard') return unheardRow(item, messages)
  const tones = run.filter(isTone)
  const [first, last] = [tones[0], tones.at(-1)]
  if (!first || !last) return null
  const certainty = certaintyOf(mean(tones.map(({ event }) => event.confidence)))
  const times = [first, last].map(({ event }) => clockTime(event.timestamp))
  return {
    key: first.seq,
    ids: { first: first.id, last: last.id },
    time: [...new Set(times)].join('–'),
    word: first.event.label,
    details: messages.now.with([
      messages.certainties[certainty],
      ...shifts(tones, messages),
      ...flags(tones, messages),
    ]),
    isCaughtUp: first.caughtUp,
    shape: first.event.affect,
    certainty,
    arousal: mean(tones.map(({ event }) => event.arousal)),
  }
}

function unheardRow({ seq, fromS, toS, why }: Unheard, messages: Messages): HeardRow {
  const time = [...new Set([clockTime(fromS), clockTime(toS)])].join('–')
  return emptyRow(seq, time, messages.heard.unheard[why](shortDuration(toS - fromS, messages)))
}

function emptyRow(key: number, time: string, word: string): HeardRow {
  const form = { shape: 'unclear', certainty: 'guess', arousal: 0 } as const
  return { ...form, key, ids: null, time, word, details: '', isCaughtUp: false }
}

function shifts(tones: readonly HeardTone[], messages: Messages): string[] {
  const heard = new Set(tones.map(({ event }) => event.shift_direction))
  heard.delete('stable')
  return [...heard].map((shift) => messages.shifts[shift])
}

/** What was so at least half of the time: one loud word doesn't make a minute loud. */
function flags(tones: readonly HeardTone[], messages: Messages): string[] {
  const all = new Set(tones.flatMap(({ event }) => event.prosody_flags))
  const share = (flag: ProsodyFlag) =>
    mean(tones.map(({ event }) => (event.prosody_flags.includes(flag) ? 1 : 0)))
  return [...all].filter((flag) => share(flag) >= 0.5).map((flag) => messages.flags[flag])
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
