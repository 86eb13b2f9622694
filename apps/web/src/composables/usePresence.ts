import { useEventListener } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { PageLike } from './page-like.ts'

/** `gone`: frozen, or on its way into the back/forward cache or out of memory. Nothing runs there for long. */
export type Presence = 'visible' | 'hidden' | 'gone'

/** Whether the page is seen, merely hidden, or put away by the system. */
export function usePresence(
  visibility: Readonly<Ref<DocumentVisibilityState>>,
  { document, window }: Pick<PageLike, 'document' | 'window'>,
): ComputedRef<Presence> {
  const isGone = shallowRef(false)
  const leave = () => (isGone.value = true)
  const comeBack = () => (isGone.value = false)
  useEventListener(window, 'pagehide', leave)
  useEventListener(document, 'freeze', leave)
  useEventListener(window, 'pageshow', comeBack)
  useEventListener(document, 'resume', comeBack)
  // Phones leave out one or the other of these on the way back: whoever is seen isn't gone.
  useEventListener(document, 'visibilitychange', () => visibility.value === 'visible' && comeBack())
  return computed(() => (isGone.value ? 'gone' : visibility.value))
}
