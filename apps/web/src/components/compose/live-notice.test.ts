import { describe, expect, it } from 'vitest'
import { en } from '../../messages/en.ts'
import { liveNotice } from './live-notice.ts'
import type { LiveSituation } from './live-notice.ts'

describe('what is said of the voice', () => {
  it.each<[string, Partial<LiveSituation>]>([
    ['Microphone paused while hidden, now on.', { voiceAbsence: 'paused' }],
    ['Microphone paused while hidden', { voiceAbsence: 'paused', voice: 'paused' }],
    ['It kept listening while you were away.', { voiceAbsence: 'kept' }],
    ['It listened for 90 seconds while you were away, then paused.', { voiceAbsence: 'cutShort' }],
    ['The microphone stopped for a moment. It is on again.', { hasRecovered: true }],
    ['If you switch apps, it keeps listening for up to 90 seconds.', { isToldOfListening: true }],
    ['The sample stopped when you left. You can play it again from the start page.', { isSampleLeft: true }],
    ['The microphone was interrupted. Tap anywhere to go on.', { trouble: 'interrupted' }],
  ])('%s', (words, about) => {
    expect(said(about)).toBe(words)
  })

  it('is trouble before anything that is past', () => {
    expect(said({ trouble: 'missing', voiceAbsence: 'kept', hasRecovered: true })).toContain('No microphone')
  })

  it.each<[string, Partial<LiveSituation>]>([
    ['You were away 40 s. Caught up. It kept listening.', { voiceAbsence: 'kept' }],
    ['You were away 40 s. Caught up. It listened for 90 seconds.', { voiceAbsence: 'cutShort' }],
  ])('says only once that the person was away: %s', (words, about) => {
    expect(said({ ...about, absence: { awayS: 40, caughtUpCount: 2, missedCount: 0 } })).toBe(words)
  })
})

it('says nothing of a return before it is over', () => {
  const absence = { awayS: 40, caughtUpCount: 2, missedCount: 0 }
  expect(said({ voiceAbsence: 'paused', voice: 'paused', isLive: false })).toBe('')
  expect(said({ voiceAbsence: 'paused', voice: 'starting', absence })).toBe('')
  expect(said({ voiceAbsence: 'paused', absence })).toContain('You were away')
})

it('claims nothing of a time in which nothing was heard', () => {
  const absence = { awayS: 10, caughtUpCount: 0, missedCount: 0 }
  expect(said({ trouble: 'needsTap', voice: 'off', absence })).toBe(
    'You were away 10 s. Tap the microphone to go on.',
  )
})

it('has room for what was missed', () => {
  const absence = { awayS: 720, caughtUpCount: 8, missedCount: 16 }
  expect(said({ voiceAbsence: 'paused', absence })).toBe(
    'You were away 12 min. 16 moments were missed. Microphone on again.',
  )
})

function said(about: Partial<LiveSituation>): string {
  const situation: LiveSituation = {
    isTroubled: false,
    isRefused: false,
    isLive: true,
    trouble: null,
    source: 'microphone',
    voice: 'on',
    voiceAbsence: null,
    hasRecovered: false,
    keepTime: '90 seconds',
    absence: null,
    isSampleFinished: false,
    isSampleLeft: false,
    isToldOfListening: false,
    isNotKept: false,
    ...about,
  }
  return liveNotice(situation, en).replaceAll('\u00a0', ' ')
}
