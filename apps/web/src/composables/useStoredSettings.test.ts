import { describe, expect, it } from 'vitest'
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

  it('are as never chosen where they can’t be read', () => {
    localStorage.setItem('undertone.settings', '{"idleTtlS":4}')
    expect(settingsFrom(() => localStorage).idleTtlS).toBe(90)
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
