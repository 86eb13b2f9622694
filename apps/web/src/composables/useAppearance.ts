import { onScopeDispose, shallowRef, watchEffect } from 'vue'
import { useSettingsStore } from '../stores/settings.ts'

/** What is needed of a `MediaQueryList`. */
export interface MediaQuery {
  readonly matches: boolean
  addEventListener(type: 'change', tell: () => void): void
  removeEventListener(type: 'change', tell: () => void): void
}

export interface UseAppearanceOptions {
  readonly root: HTMLElement
  readonly matchMedia: (query: string) => MediaQuery
  /** The head's `<meta name="theme-color">`s, which colour the browser around the page. */
  readonly themeColors: readonly HTMLMetaElement[]
}

/**
 * Puts the person's theme, text size and wish for stillness on the page, where tokens.css finds them: `data-theme` is
 * `light`, `dark`, `contrast` or absent for the system's, `data-still` is there where nothing may move. A system that asks
 * for more contrast has it, unless the person chose a theme.
 */
export function useAppearance({ root, matchMedia, themeColors }: UseAppearanceOptions): void {
  const settings = useSettingsStore()
  const contrast = matchMedia('(prefers-contrast: more)')
  const ofSystem = themeColors.map(({ content }) => content)
  const wantsContrast = shallowRef(contrast.matches)
  const onContrast = () => void (wantsContrast.value = contrast.matches)
  contrast.addEventListener('change', onContrast)
  onScopeDispose(() => contrast.removeEventListener('change', onContrast))

  watchEffect(() => {
    const { theme } = settings
    const shown = theme === 'system' && wantsContrast.value ? 'contrast' : theme
    if (shown === 'system') delete root.dataset['theme']
    else root.dataset['theme'] = shown
    root.toggleAttribute('data-still', settings.isStill)
    root.style.fontSize = settings.textSize === 100 ? '' : `${settings.textSize}%`
    const paper = getComputedStyle(root).backgroundColor
    themeColors.forEach((meta, i) => (meta.content = shown === 'system' ? (ofSystem[i] ?? '') : paper))
  })
}
