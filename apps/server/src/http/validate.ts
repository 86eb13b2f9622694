import { z } from 'zod'
import type { $ZodIssue, $ZodType, output } from 'zod/v4/core'
import { safeParse } from 'zod/v4/core'
import { ProblemError } from '../errors.ts'

// Schemas of `zod/mini` bring no words of their own.
const { localeError } = z.locales.en()

/**
 * `value` as `schema` has it.
 * @throws ProblemError `invalid_request`, naming each wrong field
 */
export function validate<T extends $ZodType>(schema: T, value: unknown): output<T> {
  const parsed = safeParse(schema, value, { error: localeError })
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(fieldError)
  const detail = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('. ')
  throw new ProblemError('invalid_request', detail, { errors })
}

function fieldError({ path, message }: $ZodIssue): { path: string; message: string } {
  return { path: path.join('.'), message }
}
