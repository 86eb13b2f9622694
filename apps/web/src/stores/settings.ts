import { defineStore } from 'pinia'
import { shallowReactive, toRefs } from 'vue'
import { settingsFrom } from './setting-choices.ts'
import type { Settings } from './setting-choices.ts'

/** What the person chose for this device. */
export const useSettingsStore = defineStore('settings', () => {
  const settings = shallowReactive(settingsFrom({}))

  function apply(chosen: Settings): void {
    Object.assign(settings, chosen)
  }

  return { ...toRefs(settings), apply, all: (): Settings => ({ ...settings }) }
})
