import { expect, it } from 'vitest'
import { subjectFault } from './check-commits.mjs'

it.each([
  'feat(stream): resume from Last-Event-ID',
  'fix: a reload asks for a tap',
  'feat(shared)!: an event has a source',
  'docs(flaky-proxy): what it cuts',
  "Merge branch 'main'",
  'Revert "feat(stream): resume from Last-Event-ID"',
])('a subject that says what it does is let through: %s', (subject) => {
  expect(subjectFault(subject)).toBeNull()
})

it.each([
  'Update README',
  'feature(stream): resume',
  'feat(stream) resume',
  'feat(Stream): resume',
  'feat(stream):resume',
  'fix: it works now.',
  'fix: ',
])('another one is told: %s', (subject) => {
  expect(subjectFault(subject)).toContain('type(part)')
})

it('is told where it is too long to be read in a list', () => {
  expect(subjectFault(`fix: ${'x'.repeat(135)}`)).toBeNull()
  expect(subjectFault(`fix: ${'x'.repeat(136)}`)).toBe('longer than 140 characters')
})
