import { expect, it } from 'vitest'
import { spokenDate } from './format-date.ts'

it.each([
  ['en', '22 November, 18:31'],
  ['de', '22. November, 18:31'],
])('says a moment as people do (%s)', (language, words) => {
  expect(spokenDate(new Date(2026, 10, 22, 18, 31).getTime(), language)).toBe(words)
})
