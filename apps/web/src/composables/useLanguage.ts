import { shallowReadonly, shallowRef, watch } from 'vue'
import { languageFor } from '../messages/language.ts'
import type { Language } from '../messages/language.ts'
import { en } from '../messages/en.ts'
import type { Messages } from '../messages/en.ts'
import { useSettingsStore } from '../stores/settings.ts'

export interface UseLanguageOptions {
  /** BCP 47 tags, the most preferred first. */
  readonly preferred: readonly string[]
  readonly root: Pick<HTMLElement, 'lang'>
  /** The words of a language whose code isn't on the first screen. */
  readonly fetchMessages: (language: Exclude<Language, 'en'>) => Promise<Messages>
}

/**
 * The words of the language that the settings ask for. English is at hand; another one replaces it once it is fetched, and
 * where it can't be, English stays. `isReady` is false until the first is decided.
 */
export function useLanguage({ preferred, root, fetchMessages }: UseLanguageOptions) {
  const settings = useSettingsStore()
  const messages = shallowRef<Messages>(en)
  const isReady = shallowRef(false)

  watch(
    () => languageFor(settings.language, preferred),
    async (language) => {
      const words = language === 'en' ? en : await fetchMessages(language).catch(() => en)
      if (language !== languageFor(settings.language, preferred)) return
      messages.value = words
      root.lang = words.language
      isReady.value = true
    },
    { immediate: true },
  )

  return { messages: shallowReadonly(messages), isReady: shallowReadonly(isReady) }
}
