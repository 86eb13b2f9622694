import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { liveNotice } from '../components/compose/live-notice.ts'
import type { LiveSituation } from '../components/compose/live-notice.ts'
import { messageLeaves } from '../test/message-leaves.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { spokenDuration } from './format-time.ts'

/** About two lines of small text on a phone that is 360 px wide: more would move what is above the bar. */
const room = 90

describe.each([
  ['English', en],
  ['German', de],
])('in %s', (_language, messages) => {
  const keepTime = spokenDuration(900, messages)
  const { wrong, stale } = messages.accessCode

  it.each(messageLeaves({ ...messages.refusals, wrong, stale }, () => [keepTime]))(
    'the start has room for $path',
    ({ text }) => {
      expect(text.length).toBeLessThanOrEqual(room)
    },
  )

  it.each(messageLeaves(messages.notices, () => [keepTime]).filter(({ path }) => !isOfWhatIsOver(path)))(
    'the bar has room for $path',
    ({ text }) => {
      expect(text.length).toBeLessThanOrEqual(room)
    },
  )

  it('the bar has room for whatever a return has to say', () => {
    fc.assert(
      fc.property(situation, (about) => {
        expect(liveNotice({ ...about, keepTime }, messages).length).toBeLessThanOrEqual(room)
      }),
    )
  })
})

/** Then the bar grows anyway, and there is nothing that could move. */
function isOfWhatIsOver(path: string): boolean {
  return ['endUnreached', 'timedOutWhy', 'unkept', 'stillBelow', 'safe', 'dropped'].includes(path)
}

/** What a return may meet at once: how long it was, what is missing, and what the voice did. */
const situation: fc.Arbitrary<Omit<LiveSituation, 'keepTime'>> = fc.record({
  isTroubled: fc.boolean(),
  isRefused: fc.boolean(),
  isLive: fc.constant(true),
  trouble: fc.constantFrom<LiveSituation['trouble'][]>(
    null,
    'needsTap',
    'refused',
    'takenOver',
    'interrupted',
  ),
  source: fc.constantFrom('microphone' as const, 'sample' as const),
  voice: fc.constantFrom('off' as const, 'starting' as const, 'on' as const, 'paused' as const),
  voiceAbsence: fc.constantFrom(null, 'paused' as const, 'kept' as const, 'cutShort' as const),
  absence: fc.record({
    awayS: fc.integer({ min: 1, max: 3_599 }),
    caughtUpCount: fc.nat(99),
    missedCount: fc.nat(99),
  }),
  hasRecovered: fc.boolean(),
  isSampleFinished: fc.boolean(),
  isSampleLeft: fc.boolean(),
  isToldOfListening: fc.boolean(),
  isNotKept: fc.boolean(),
})
