import { toneLabels } from '@undertone/shared'
import { expect, it } from 'vitest'
import { germanWord } from './german-word.ts'

/** A word that is written alike in both. */
const alike = new Set(['warm'])

it('has a German word for every tone that there is a word for', () => {
  const left = toneLabels.filter((label) => germanWord(label) === label && !alike.has(label))
  expect(left).toEqual([])
})

it('never says two tones with one word', () => {
  expect(new Set(toneLabels.map(germanWord)).size).toBe(toneLabels.length)
})

it('shows a word that it doesn’t know as it came', () => {
  expect(germanWord('wistful')).toBe('wistful')
  expect(germanWord('constructor')).toBe('constructor')
})
