import { toneLabels } from '@undertone/shared'
import { expect, it } from 'vitest'
import { toneWords } from './tone-words.ts'

it('are the very words that every language knows, none more and none less', () => {
  const rows = Object.values(toneWords).flatMap(({ particular, otherwise }) => [...particular, otherwise])
  const words = new Set(rows.map(({ word }) => word))
  expect([...words].sort()).toEqual([...toneLabels].sort())
})
