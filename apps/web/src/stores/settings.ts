import { idleTtlChoicesS } from '@undertone/shared'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { z } from 'zod/mini'

export const settingsSchema = z.object({
  idleTtlS: z.literal(idleTtlChoicesS),
  listensWhileHidden: z._default(z.boolean(), false),
})
export type Settings = z.infer<typeof settingsSchema>
export type IdleTtlS = Settings['idleTtlS']

/** What the person chose for this device. */
export const useSettingsStore = defineStore('settings', () => {
  const idleTtlS = shallowRef<IdleTtlS>(90)
  /** The microphone may go on when the page is hidden, for the session's idle time at most. */
  const listensWhileHidden = shallowRef(false)

  function apply(settings: Settings): void {
    idleTtlS.value = settings.idleTtlS
    listensWhileHidden.value = settings.listensWhileHidden
  }

  return { idleTtlS, listensWhileHidden, apply }
})
