import { watch } from 'vue'
import { attempt } from '../api/attempt.ts'
import { parseJson } from '../api/parse-json.ts'
import { settingsSchema, useSettingsStore } from '../stores/settings.ts'
import type { Settings } from '../stores/settings.ts'

const key = 'undertone.settings'

/** Keeps the settings on this device. What can't be read counts as never chosen. `storage` may throw. */
export function useStoredSettings(storage: () => Storage): void {
  const settings = useSettingsStore()
  const chosen = parseJson(settingsSchema, attempt(() => storage().getItem(key)) ?? '')
  if (chosen) settings.apply(chosen)
  watch(
    (): Settings => ({ idleTtlS: settings.idleTtlS, listensWhileHidden: settings.listensWhileHidden }),
    (chosen) => attempt(() => storage().setItem(key, JSON.stringify(chosen))),
    { flush: 'sync' },
  )
}
