import type { SpeechStateName } from '@undertone/shared'
import { useTimeoutFn } from '@vueuse/core'
import { readonly, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'

/** People pause for breath every few seconds: a word that left with each pause could hardly be read. */
const lingerMs = 3_000

/** `speech` as it is to be shown: a tone stays through a short pause, all through a short loss; everything else is said at once. */
export function useCalmSpeech(speech: () => SpeechStateName | null): Readonly<Ref<SpeechStateName | null>> {
  const shown = shallowRef(speech())
  const settle = useTimeoutFn(() => (shown.value = speech()), lingerMs, { immediate: false })

  watch(speech, (next) => {
    // A stream that is replaced says within moments what is heard now.
    if (next === null || (next === 'listening' && shown.value === 'speaking')) return settle.start()
    settle.stop()
    shown.value = next
  })

  return readonly(shown)
}
