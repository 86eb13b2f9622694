import { useMediaQuery, useMutationObserver } from '@vueuse/core'
import { onMounted, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { readInk } from './ribbon-ink.ts'
import type { RibbonInk } from './ribbon-ink.ts'

/** The picture's colours; they change with the theme. Null until the page is there. */
export function useRibbonInk(probe: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<RibbonInk | null>> {
  const ink = shallowRef<RibbonInk | null>(null)
  const isDark = useMediaQuery('(prefers-color-scheme: dark)')
  const isForced = useMediaQuery('(forced-colors: active)')
  const wantsContrast = useMediaQuery('(prefers-contrast: more)')
  const root = document.documentElement

  function read(): void {
    if (!probe.value) return
    const isContrastTheme = root.dataset['theme'] === 'contrast'
    const isTextured = isForced.value || wantsContrast.value || isContrastTheme
    ink.value = readInk(probe.value, isForced.value, isTextured)
  }

  onMounted(read)
  watch([isDark, isForced, wantsContrast], read, { flush: 'post' })
  // A theme that is chosen is an attribute of the whole page.
  useMutationObserver(root, read, { attributes: true })
  return ink
}
