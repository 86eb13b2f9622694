import { readFileSync } from 'node:fs'
import { affectSchema } from '@undertone/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelFor, type Evidence } from './labels.ts'
import { toneWords, type ParticularLabel } from './tone-words.ts'

const evidence: fc.Arbitrary<Evidence> = fc.record({
  affect: fc.constantFrom(...affectSchema.options),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  arousal: fc.double({ min: -1, max: 1, noNaN: true }),
  valence: fc.double({ min: -1, max: 1, noNaN: true }),
})

/** Words that name a feeling, and the confidence below which nobody reads them. */
const strong: Record<string, number> = {
  angry: 0.8,
  sad: 0.75,
  fearful: 0.75,
  cheerful: 0.75,
  'put off': 0.65,
}

describe('at every point of every affect', () => {
  it('there is a word, and an elcor’s noun', () => {
    fc.assert(
      fc.property(evidence, (about) => {
        const { word, noun } = labelFor(about, null)
        expect(word).toMatch(/^[a-z][a-z ]+$/)
        expect(noun).toMatch(/^[a-z]+$/)
      }),
    )
  })

  it('no word claims more than its own row lets it, whatever was shown before', () => {
    fc.assert(
      fc.property(evidence, evidence, (before, about) => {
        const current = labelFor({ ...before, affect: about.affect }, null)
        const { word } = labelFor(about, current)
        const row = toneWords[about.affect].particular.find((label) => label.word === word)
        if (row) expect(isWithin(about, row)).toBe(true)
      }),
    )
  })

  it('a word for a strong feeling needs strong evidence', () => {
    fc.assert(
      fc.property(evidence, (about) => {
        const least = strong[labelFor(about, null).word]
        if (least !== undefined) expect(about.confidence).toBeGreaterThanOrEqual(least)
      }),
    )
  })

  it('less confidence never brings a stronger word', () => {
    fc.assert(
      fc.property(evidence, fc.double({ min: 0, max: 1, noNaN: true }), (about, share) => {
        const needs = (confidence: number) => leastConfidence({ ...about, confidence })
        expect(needs(about.confidence * share)).toBeLessThanOrEqual(needs(about.confidence))
      }),
    )
  })
})

it('calls a raised voice tense, and angry only where more than its arousal speaks for it', () => {
  const raised = { affect: 'angry', confidence: 0.7, arousal: 0.8, valence: -0.5 } as const
  const words = [raised, { ...raised, confidence: 0.9 }, { ...raised, confidence: 0.9, valence: 0.2 }]
  expect(words.map((about) => labelFor(about, null).word)).toEqual(['tense', 'angry', 'tense'])
})

it('calls what may be sadness or a quiet evening subdued', () => {
  const quiet = { affect: 'sad', confidence: 0.45, arousal: -0.5, valence: -0.4 } as const
  expect(labelFor(quiet, null).word).toBe('subdued')
})

it('keeps a word at a bound that the evidence goes to and fro over, and leaves it where the evidence does', () => {
  const at = (confidence: number) => ({ affect: 'fearful', confidence, arousal: 0, valence: -0.5 }) as const
  const words = new Array<string>()
  let label = labelFor(at(0.54), null)
  for (const confidence of [0.56, 0.54, 0.58, 0.61, 0.56, 0.54]) {
    label = labelFor(at(confidence), label)
    words.push(label.word)
  }
  expect(words).toEqual(['hesitant', 'hesitant', 'hesitant', 'uneasy', 'uneasy', 'hesitant'])
})

it('has no word that the page on them doesn’t explain', () => {
  const page = readFileSync(
    new URL('../../../../docs/decisions/0012-words-for-tones.md', import.meta.url),
    'utf8',
  )
  const words = Object.values(toneWords).flatMap(({ particular, otherwise }) => [...particular, otherwise])
  expect(words.filter(({ word }) => !page.includes(`| ${word} `)).map(({ word }) => word)).toEqual([])
})

function isWithin({ confidence, arousal, valence }: Evidence, row: ParticularLabel): boolean {
  return (
    confidence >= (row.confidenceFrom ?? 0) &&
    arousal > (row.arousalAbove ?? -2) &&
    arousal < (row.arousalBelow ?? 2) &&
    valence > (row.valenceAbove ?? -2) &&
    valence < (row.valenceBelow ?? 2)
  )
}

function leastConfidence(about: Evidence): number {
  const { word } = labelFor(about, null)
  return toneWords[about.affect].particular.find((label) => label.word === word)?.confidenceFrom ?? 0
}
