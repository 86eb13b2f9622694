import { watch } from 'vue'
import { attempt } from '../api/attempt.ts'
import { settingsFrom } from '../stores/setting-choices.ts'
import { useSettingsStore } from '../stores/settings.ts'

const key = 'undertone.settings'

/** Keeps the settings on this device. What can't be read counts as never chosen. `storage` may throw. */
export function useStoredSettings(storage: () => Storage): void {
  const settings = useSettingsStore()
  settings.apply(settingsFrom(read(storage)))
  watch(settings.all, (chosen) => attempt(() => storage().setItem(key, JSON.stringify(chosen))), {
    flush: 'sync',
  })
}

function read(storage: () => Storage): Record<string, unknown> {
  const stored: unknown = attempt(() => JSON.parse(storage().getItem(key) ?? '{}'))
  return typeof stored === 'object' && stored !== null ? { ...stored } : {}
}
