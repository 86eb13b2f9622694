import { describe, expect, it } from 'vitest'
import { settingChoices } from '../stores/setting-choices.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { withScope } from '../test/with-scope.ts'
import { useStoredSettings } from './useStoredSettings.ts'

describe('the stored settings', () => {
  it('are there for the next page', () => {
    localStorage.clear()
    settingsFrom(() => localStorage).idleTtlS = 900
    expect(settingsFrom(() => localStorage).idleTtlS).toBe(900)
  })

  it('hold for listening while hidden, which is off until it is chosen', () => {
    localStorage.clear()
    const settings = settingsFrom(() => localStorage)
    expect(settings.listensWhileHidden).toBe(false)
    settings.listensWhileHidden = true
    expect(settingsFrom(() => localStorage).listensWhileHidden).toBe(true)
  })

  it('are still read from before there was a choice to listen while hidden', () => {
    localStorage.setItem('undertone.settings', '{"idleTtlS":300}')
    expect(settingsFrom(() => localStorage)).toMatchObject({ idleTtlS: 300, listensWhileHidden: false })
  })

  it.each(['{', 'null', '[]', '4', '{"idleTtlS":4}'])('are as never chosen where %s was stored', (stored) => {
    localStorage.setItem('undertone.settings', stored)
    expect(settingsFrom(() => localStorage)).toMatchObject({ idleTtlS: 90, theme: 'system', textSize: 100 })
  })

  it('hold, though one of them can’t be read', () => {
    localStorage.setItem('undertone.settings', '{"idleTtlS":4,"theme":"dark","textSize":"200"}')
    expect(settingsFrom(() => localStorage)).toMatchObject({ idleTtlS: 90, theme: 'dark', textSize: 100 })
  })

  it.each(Object.entries(settingChoices))('keep every choice of %s', (name, choices) => {
    for (const choice of choices) {
      localStorage.setItem('undertone.settings', JSON.stringify({ [name]: choice }))
      expect(settingsFrom(() => localStorage).all()).toMatchObject({ [name]: choice })
    }
  })

  it('are no obstacle where storage is refused', () => {
    const settings = settingsFrom(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    settings.idleTtlS = 300
    expect(settings.idleTtlS).toBe(300)
  })
})

function settingsFrom(storage: () => Storage) {
  const made = withScope(() => {
    useStoredSettings(storage)
    return useSettingsStore()
  })
  return made.result
}
