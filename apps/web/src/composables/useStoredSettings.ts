import { useLocalStorage } from '@vueuse/core'
import { watch } from 'vue'
import { settingsSchema, useSettingsStore } from '../stores/settings.ts'
import { parseJson } from '../api/parse-json.ts'

/** Keeps the settings on this device. What can't be read counts as never chosen. */
export function useStoredSettings(): void {
  const settings = useSettingsStore()
  const stored = useLocalStorage('undertone.settings', '')
  const chosen = parseJson(settingsSchema, stored.value)
  if (chosen) settings.apply(chosen)
  watch(
    () => settings.idleTtlS,
    (idleTtlS) => (stored.value = JSON.stringify({ idleTtlS })),
  )
}
