import { describe, expect, it } from 'vitest'
import { messageLeaves } from '../test/message-leaves.ts'
import type { MessageLeaf } from '../test/message-leaves.ts'
import { toneEvent } from '../test/tone-event.ts'
import { de } from './de.ts'
import { en } from './en.ts'

const [english, german] = [said(en), said(de)]

/** Names, and what is written alike. */
const alike = new Set([
  'productName',
  'titles.start',
  'now.with',
  'timeline.moment',
  'settings.languages.en',
  'settings.languages.de',
  'time.seconds',
  'time.minutes',
])

describe('German', () => {
  it('says all that English says, of the same things', () => {
    const shape = (leaves: MessageLeaf[]) =>
      leaves.map(({ path, parameters }) => `${path} ${parameters}`).sort()
    expect(shape(german)).toEqual(shape(english))
  })

  it('has words of its own for everything but names', () => {
    const words = new Map(english.map(({ path, text }) => [path, text]))
    const left = german.filter(({ path, text }) => words.get(path) === text && !alike.has(path))
    expect(left.map(({ path }) => path)).toEqual([])
  })

  it('addresses a person as one does a friend', () => {
    expect(
      german.filter(({ text }) => /\b(Ihnen|Ihrem|Ihren|Bitte \w+en Sie|Sie können)\b/.test(text)),
    ).toEqual([])
  })
})

describe.each([
  ['English', english, said(en, 1)],
  ['German', german, said(de, 1)],
])('%s', (_language, many, one) => {
  const all = [...many, ...one]

  it('never raises its voice, and blames nobody', () => {
    expect(
      all.filter(({ text }) => /!|error|oops|fail|invalid|fehler|fehlgeschl|ungültig/i.test(text)),
    ).toEqual([])
  })

  it('is written as in a book: curled quotes, one sign for an ellipsis, a number beside its unit', () => {
    expect(all.filter(({ text }) => /['"]|\.\.\.|\d (s|min|%|sec|Sek|Min)/.test(text))).toEqual([])
  })

  it('says what it was told: every number, time and word is in its sentence', () => {
    const lost = many.filter(
      ({ path, text, parameters }) =>
        !isOfAnEvent(path) && [7, 8, 9].slice(0, parameters ?? 0).some((told) => !text.includes(`${told}`)),
    )
    expect(lost).toEqual([])
  })

  it('has something to say everywhere', () => {
    expect(all.filter(({ text }) => text.trim() === '')).toEqual([])
  })
})

it.each([
  [de.heard.gap, 'Hier fehlt 1 Moment.', 'Hier fehlen 2 Momente.'],
  [de.notices.missed, '1 Moment fehlt.', '2 Momente fehlen.'],
  [de.notes.typed, '1\u00a0Notiz', '2\u00a0Notizen'],
  [de.notes.keepDays, '1\u00a0Tag', '2\u00a0Tage'],
  [de.notes.moments, '1\u00a0Moment', '2\u00a0Momente'],
  [de.time.secondsLong, '1\u00a0Sekunde', '2\u00a0Sekunden'],
  [de.time.minutesLong, '1\u00a0Minute', '2\u00a0Minuten'],
])('one is one in German, and two are two', (words, one, two) => {
  expect([words(1), words(2)]).toEqual([one, two])
})

/** All that `messages` say, told 7, 8 and 9 where they are told anything; or `count` first. */
function said(messages: typeof en, count = 7): MessageLeaf[] {
  return messageLeaves(messages, (path) => {
    if (path === 'now.with' || path === 'timeline.moment') return [[count, 8, 9]]
    return isOfAnEvent(path) ? [path === 'toneWord' ? 'tense' : toneEvent()] : [count, 8, 9]
  })
}

function isOfAnEvent(path: string): boolean {
  return path === 'toneWord' || path === 'subtextOf'
}
