import { watch } from 'vue'
import { attempt } from '../api/attempt.ts'
import { settingsFrom } from '../stores/setting-choices.ts'
import { settingsKey } from '../stores/settings-key.ts'
import { useSettingsStore } from '../stores/settings.ts'

/** Keeps the settings on this device. What can't be read counts as never chosen. `storage` may throw. */
export function useStoredSettings(storage: () => Storage): void {
  const settings = useSettingsStore()
  settings.apply(settingsFrom(read(storage)))
  watch(settings.all, (chosen) => attempt(() => storage().setItem(settingsKey, JSON.stringify(chosen))), {
    flush: 'sync',
  })
}

function read(storage: () => Storage): Record<string, unknown> {
  const stored: unknown = attempt(() => JSON.parse(storage().getItem(settingsKey) ?? '{}'))
  return typeof stored === 'object' && stored !== null ? { ...stored } : {}
}
