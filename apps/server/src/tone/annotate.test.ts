import { affectSchema, toneEventSchema } from '@undertone/shared'
import { describe, expect, it } from 'vitest'
import { annotate } from './annotate.ts'
import { labelFor } from './labels.ts'
import type { ToneReading } from './tone-reading.ts'

const context = { sessionId: 'a-session', elcor: false, timestampS: 3.25 }

function reading(about: Partial<ToneReading> = {}): ToneReading {
  const { affect = 'angry' } = about
  const evidence = { affect, confidence: 0.7, arousal: 0.5, valence: -0.3 }
  return { ...evidence, label: labelFor(evidence, null), shift: 0, flags: [], ...about }
}

it.each(affectSchema.options)('makes a whole tone event of a voice that sounds %s', (affect) => {
  const event = annotate(reading({ affect, flags: ['loud', 'fast'] }), context)
  expect(toneEventSchema.parse(event)).toMatchObject({
    affect,
    session_id: 'a-session',
    timestamp: 3.25,
    confidence: 0.7,
    prosody_flags: ['loud', 'fast'],
    subtext: `Tone: ${event.label}`,
  })
})

it('keeps every number within its range', () => {
  const event = annotate(reading({ arousal: 1.2, valence: -1.2, shift: -1.9 }), {
    ...context,
    timestampS: -0.01,
  })
  expect(event).toMatchObject({ arousal: 1, valence: -1, shift_magnitude: 1, timestamp: 0 })
})

describe('an elcor session', () => {
  it.each([
    ['angry', 0.7, 'With mounting tension:'],
    ['angry', 0, 'With steady tension:'],
    ['angry', -0.7, 'With fading tension:'],
    ['neutral', 0.7, 'With lifting evenness:'],
    ['neutral', 0, 'With steady evenness:'],
    ['neutral', -0.7, 'With deepening evenness:'],
  ] as const)('announces what sounds %s with a shift of %d: %s', (affect, shift, subtext) => {
    const label = labelFor({ affect, confidence: 0.7, arousal: 0, valence: 0 }, null)
    expect(annotate(reading({ affect, label, shift }), { ...context, elcor: true }).subtext).toBe(subtext)
  })
})

it.each([
  [0.8, 'escalating', 0.8],
  [-0.6, 'de-escalating', 0.6],
  [0.1, 'stable', 0.1],
])('calls a shift of %d %s', (shift, direction, magnitude) => {
  expect(annotate(reading({ shift }), context)).toMatchObject({
    shift_direction: direction,
    shift_magnitude: magnitude,
  })
})
