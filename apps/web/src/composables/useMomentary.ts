import { useTimeoutFn } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import type { ComputedRef } from 'vue'

/** Long enough to be read twice; a sentence that stays after all is well again would unsettle. */
const saidForMs = 10_000

/** Something to be said, until it is forgotten. */
export interface Momentary<T> {
  readonly said: ComputedRef<T | null>
  say(what: T): void
  /** Forgets it 10 s from now. */
  fade(): void
  forget(): void
}

export function useMomentary<T>(): Momentary<T> {
  const said = shallowRef<T | null>(null)
  const fading = useTimeoutFn(() => (said.value = null), saidForMs, { immediate: false })

  function become(what: T | null): void {
    fading.stop()
    said.value = what
  }

  return {
    said: computed(() => said.value),
    say: become,
    fade: () => fading.start(),
    forget: () => become(null),
  }
}
