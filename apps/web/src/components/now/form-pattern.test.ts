import { affectSchema } from '@undertone/shared'
import { expect, it } from 'vitest'
import { formPattern } from './form-pattern.ts'

it('is another one for each affect', () => {
  const patterns = affectSchema.options.map((affect) => JSON.stringify(formPattern(affect)))
  expect(new Set(patterns).size).toBe(affectSchema.options.length)
})
