import type { ProsodyFlag, ToneEvent } from '@undertone/shared'
import type { Messages } from '../../messages/en.ts'
import { clockTime, shortDuration } from '../../messages/format-time.ts'
import type { HeardTone, Unheard } from '../../stores/heard-item.ts'
import type { TypedNote } from '../../stores/typed-note.ts'
import { isElcorLine } from './is-elcor-line.ts'
import { certaintyOf } from '../now/certainty.ts'
import type { Certainty } from '../now/certainty.ts'
import type { ShapeName } from '../now/shape-path.ts'
import type { NoteEntry, ReadEntry } from './with-notes.ts'

interface Row {
  readonly key: number | string
  /** Empty where it isn't known. */
  readonly time: string
}

/** A run of alike tones, in words. */
export interface ToneRow extends Row {
  readonly kind: 'tone'
  /** Ids of its first tone and its last, and all between. */
  readonly ids: { readonly first: number; readonly last: number }
  readonly word: string
  readonly details: string
  readonly isCaughtUp: boolean
  readonly shape: ShapeName
  readonly certainty: Certainty
  readonly arousal: number
}

/** What was missed, or what wasn't listened to. */
export interface GapRow extends Row {
  readonly kind: 'gap'
  readonly words: string
}

export interface NoteRow extends Row {
  readonly kind: 'note'
  /** What an elcor says before it; empty otherwise. */
  readonly lead: string
  readonly note: TypedNote
}

export type HeardRow = ToneRow | GapRow | NoteRow

/** The row of a run; null where the run is empty. */
export function heardRow(run: readonly ReadEntry[], messages: Messages): HeardRow | null {
  const [entry] = run
  if (entry?.kind === 'note') return noteRow(entry, messages)
  if (entry?.kind === 'unheard') return unheardRow(entry, messages)
  if (entry?.kind === 'gap') {
    return { kind: 'gap', key: entry.seq, time: '', words: messages.heard.gap(entry.to - entry.from + 1) }
  }
  return toneRow(run.filter(isToneEntry), messages)
}

function noteRow({ note, tone }: NoteEntry, messages: Messages): NoteRow {
  const lead = tone && isElcorLine(tone.event) ? `${messages.subtextOf(tone.event)} ` : ''
  return { kind: 'note', key: note.id, time: clockTime(note.atS), note, lead }
}

function unheardRow({ seq, fromS, toS, why }: Unheard, messages: Messages): GapRow {
  const words = messages.heard.unheard[why](shortDuration(toS - fromS, messages))
  return { kind: 'gap', key: seq, time: span(fromS, toS), words }
}

/** The tone in a word; an elcor says it as the beginning of a line. */
function wordOf(event: ToneEvent, { toneWord, subtextOf }: Messages): string {
  return isElcorLine(event) ? subtextOf(event) : toneWord(event.label)
}

function toneRow(tones: readonly HeardTone[], messages: Messages): ToneRow | null {
  const [first, last] = [tones[0], tones.at(-1)]
  if (!first || !last) return null
  const certainty = certaintyOf(mean(tones.map(({ event }) => event.confidence)))
  return {
    kind: 'tone',
    key: first.seq,
    ids: { first: first.id, last: last.id },
    time: span(first.event.timestamp, last.event.timestamp),
    word: wordOf(first.event, messages),
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

function isToneEntry(entry: ReadEntry): entry is HeardTone {
  return entry.kind === 'tone'
}

function span(fromS: number, toS: number): string {
  return [...new Set([clockTime(fromS), clockTime(toS)])].join('–')
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
