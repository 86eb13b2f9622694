import { describe, expect, it } from 'vitest'
import { germanSubtext } from './german-subtext.ts'

describe('the line below the word, in German', () => {
  it.each([
    ['tense', 'Tone: tense', 'Ton: angespannt'],
    ['put off', 'Tone: put off', 'Ton: befremdet'],
  ])('is plain where the server’s is (%s)', (label, subtext, line) => {
    expect(germanSubtext({ label, subtext })).toBe(line)
  })

  it.each([
    ['tense', 'With mounting tension:', 'Mit wachsender Anspannung:'],
    ['tense', 'With steady tension:', 'Mit steter Anspannung:'],
    ['angry', 'With fading anger:', 'Mit schwindendem Ärger:'],
    ['put off', 'With mounting distaste:', 'Mit wachsendem Befremden:'],
    ['calm', 'With lifting calm:', 'Mit weichender Ruhe:'],
    ['even', 'With deepening evenness:', 'Mit zunehmendem Gleichmaß:'],
  ])('is an elcor’s where the server’s is, with the noun’s own ending (%s, %s)', (label, subtext, line) => {
    expect(germanSubtext({ label, subtext })).toBe(line)
  })

  it('claims nothing of a motion or a word that it doesn’t know', () => {
    expect(germanSubtext({ label: 'tense', subtext: 'With wobbling tension:' })).toBe('Ton: angespannt')
    expect(germanSubtext({ label: 'wistful', subtext: 'With mounting wistfulness:' })).toBe('Ton: wistful')
  })
})
