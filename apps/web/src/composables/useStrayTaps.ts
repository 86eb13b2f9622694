import { useEventListener } from '@vueuse/core'
import { watch } from 'vue'
import type { Ref } from 'vue'

/** A double tap takes less than half a second; a machine that is busy hands it over later. */
const strayForMs = 700

/**
 * Swallows, within `room`, the second tap of a double tap on something that was there before `isChanged` changed: it would
 * press whatever stands in its place now. A tap by itself always counts.
 */
export function useStrayTaps(room: Readonly<Ref<HTMLElement | null>>, isChanged: () => boolean): void {
  let changedAtMs = -Infinity
  watch(isChanged, () => (changedAtMs = performance.now()), { flush: 'sync' })
  useEventListener(
    room,
    'click',
    (event) => {
      // `detail` counts the taps that belong together; a key's click has none.
      if (event.detail < 2 || performance.now() - changedAtMs >= strayForMs) return
      event.preventDefault()
      event.stopPropagation()
    },
    { capture: true },
  )
}
