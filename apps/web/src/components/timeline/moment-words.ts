import type { Messages } from '../../messages/en.ts'
import { clockTime, shortDuration } from '../../messages/format-time.ts'
import type { HeardTone } from '../../stores/heard-item.ts'
import type { Certainty } from '../now/certainty.ts'
import { certaintyOf } from '../now/certainty.ts'
import type { ShapeName } from '../now/shape-path.ts'
import type { Moment } from './moments.ts'

/** A moment of the timeline in words, and the form beside them. */
export interface MomentWords {
  readonly time: string
  /** Null where nothing was heard. */
  readonly form: { readonly shape: ShapeName; readonly certainty: Certainty; readonly arousal: number } | null
  readonly word: string
  readonly sureness: string
  /** Shift, prosody, and that it was caught up. */
  readonly details: readonly string[]
  readonly notes: readonly string[]
}

export function momentWords(moment: Moment, messages: Messages): MomentWords {
  const { item } = moment
  const notes = moment.notes.map(({ text }) => text)
  if (item?.kind === 'tone') return { ...toneWords(item, messages), notes }
  const time = [...new Set([moment.fromS, moment.toS].map(clockTime))].join('–')
  const empty = { time, form: null, sureness: '', details: [], notes }
  if (!item) return { ...empty, word: '' }
  if (item.kind === 'gap') return { ...empty, word: messages.heard.gap(item.to - item.from + 1) }
  const lengthS = item.toS - item.fromS
  return { ...empty, word: messages.heard.unheard[item.why](shortDuration(lengthS, messages)) }
}

/** The same in one line, as it is spoken. */
export function spokenMoment(words: MomentWords, { timeline }: Messages): string {
  const notes = words.notes.map((text) => timeline.note(text))
  const parts = [words.time, words.word, words.sureness, ...words.details, ...notes]
  return timeline.moment(parts.filter((part) => part !== ''))
}

function toneWords({ event, caughtUp }: HeardTone, messages: Messages): Omit<MomentWords, 'notes'> {
  const certainty = certaintyOf(event.confidence)
  const shift = event.shift_direction === 'stable' ? [] : [messages.shifts[event.shift_direction]]
  const late = caughtUp ? [messages.heard.caughtUp] : []
  return {
    time: clockTime(event.timestamp),
    form: { shape: event.affect, certainty, arousal: event.arousal },
    word: messages.toneWord(event.label),
    sureness: messages.certainties[certainty],
    details: [...shift, ...event.prosody_flags.map((flag) => messages.flags[flag]), ...late],
  }
}
