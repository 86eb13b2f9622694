import { shallowReadonly, shallowRef, watch } from 'vue'
import { languageFor } from '../messages/language.ts'
import type { Language } from '../messages/language.ts'
import type { Messages } from '../messages/en.ts'
import { useSettingsStore } from '../stores/settings.ts'

export interface UseLanguageOptions {
  /** BCP 47 tags, the most preferred first. */
  readonly preferred: readonly string[]
  readonly root: Pick<HTMLElement, 'lang'>
  /** The words of a language that isn't at hand. */
  readonly fetchMessages: (language: Exclude<Language, 'en'>) => Promise<Messages>
}

/**
 * The words of the language that the settings ask for: null is English, which is at hand. Another one replaces it once it is
 * fetched, and where it can't be, English stays. `isReady` is false until the first is decided.
 */
export function useLanguage({ preferred, root, fetchMessages }: UseLanguageOptions) {
  const settings = useSettingsStore()
  const fetched = shallowRef<Messages | null>(null)
  const isReady = shallowRef(false)

  watch(
    () => languageFor(settings.language, preferred),
    async (language) => {
      const words = language === 'en' ? null : await fetchMessages(language).catch(() => null)
      if (language !== languageFor(settings.language, preferred)) return
      fetched.value = words
      root.lang = words?.language ?? 'en'
      isReady.value = true
    },
    { immediate: true },
  )

  return { fetched: shallowReadonly(fetched), isReady: shallowReadonly(isReady) }
}
