import { describe, expect, it } from 'vitest'
import { languageFor } from './language.ts'

describe('the language', () => {
  it('is the one that was chosen, whatever the browser prefers', () => {
    expect(languageFor('en', ['de-AT'])).toBe('en')
    expect(languageFor('de', ['en-GB'])).toBe('de')
  })

  it('is the first of the browser’s that there are words in', () => {
    expect(languageFor('system', ['de-CH', 'en'])).toBe('de')
    expect(languageFor('system', ['fr-FR', 'DE', 'en'])).toBe('de')
    expect(languageFor('system', ['en-US', 'de'])).toBe('en')
  })

  it('is English where the browser prefers none that we have', () => {
    expect(languageFor('system', ['fr', 'den'])).toBe('en')
    expect(languageFor('system', [])).toBe('en')
  })
})
