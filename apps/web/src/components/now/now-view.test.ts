import { expect, it } from 'vitest'
import { de } from '../../messages/de.ts'
import { toneEvent } from '../../test/tone-event.ts'
import { nowView } from './now-view.ts'

const situation = {
  isLatestOfNow: true,
  speech: 'speaking',
  voice: 'on',
  isReady: true,
  isCutOff: false,
} as const

it('says a tone in the person’s language, whatever the server’s', () => {
  const latest = toneEvent({ label: 'tense', subtext: 'Tone: tense', confidence: 0.8, timestamp: 62 })
  expect(nowView({ ...situation, latest }, de)).toMatchObject({
    word: 'angespannt',
    subtext: 'Ton: angespannt',
    sureness: 'ziemlich sicher',
  })
  const silent = nowView({ ...situation, latest, speech: 'listening' }, de)
  expect(silent.subtext).toBe('Zuletzt: angespannt, bei 1:02')
})
