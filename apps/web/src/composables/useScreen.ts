import { useEventListener } from '@vueuse/core'
import { computed } from 'vue'
import { useWakeLock } from './useWakeLock.ts'

/** The screen of a page that shows a session: on while it is wanted, where the device allows it. */
export function useScreen() {
  const wakeLock = useWakeLock()
  // A lock that was refused or taken back may be granted at the next tap.
  useEventListener(document, 'click', () => void wakeLock.refresh())

  return {
    keepOn: (isOn: boolean) => (isOn ? wakeLock.acquire() : wakeLock.release()),
    /** It can't be kept on. */
    maySleep: computed(() => !wakeLock.isSupported || wakeLock.isRefused.value),
  }
}
