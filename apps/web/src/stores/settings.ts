import { idleTtlChoicesS } from '@undertone/shared'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { z } from 'zod/mini'

export const settingsSchema = z.object({ idleTtlS: z.literal(idleTtlChoicesS) })
export type Settings = z.infer<typeof settingsSchema>
export type IdleTtlS = Settings['idleTtlS']

/** What the person chose for this device. */
export const useSettingsStore = defineStore('settings', () => {
  const idleTtlS = shallowRef<IdleTtlS>(90)

  function apply(settings: Settings): void {
    idleTtlS.value = settings.idleTtlS
  }

  return { idleTtlS, apply }
})
