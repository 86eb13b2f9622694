import { expect, it } from 'vitest'
import { VoiceError } from './voice-error.ts'

it.each([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'inUse'],
  ['AbortError', 'inUse'],
  ['TypeError', 'unsupported'],
])('takes %s as %s', (name, trouble) => {
  expect(VoiceError.from(new DOMException('', name)).trouble).toBe(trouble)
})

it('keeps a reason that it already has', () => {
  expect(VoiceError.from(new VoiceError('needsTap')).trouble).toBe('needsTap')
})
