import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { ProblemError } from '../errors.ts'

export interface AccessCode {
  /** Whether there is a code to be found out, and `given` may be it. */
  isGuess(given: string | undefined): boolean
  /** @throws ProblemError `access_code_needed` unless `given` is the code; blanks around it don't count. */
  check(given: string | undefined): void
}

/** What must be named at a start where the server is for a few people only; null lets everybody start. */
export function createAccessCode(code: string | null): AccessCode {
  const key = randomBytes(32)
  // Of one length whatever was given, and nothing that a guess could be steered by.
  const digest = (text: string) => createHmac('sha256', key).update(text).digest()
  const expected = code === null ? null : digest(code)

  return {
    isGuess: (given = '') => expected !== null && given.trim() !== '',
    check(given = '') {
      if (expected === null) return
      const trimmed = given.trim()
      if (trimmed === '')
        throw refusal('To start here you need an access code. Please ask whoever runs this server for it.')
      if (!timingSafeEqual(digest(trimmed), expected))
        throw refusal(
          'That isn’t the access code of this server. Please look whether it was typed as you got it.',
        )
    },
  }
}

function refusal(detail: string): ProblemError {
  return new ProblemError('access_code_needed', detail)
}
