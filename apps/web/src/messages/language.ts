import type { Settings } from '../stores/setting-choices.ts'

/** A language that there are words in. */
export type Language = Exclude<Settings['language'], 'system'>

/** The chosen language, or the first of the browser's (BCP 47 tags) that there are words in; English otherwise. */
export function languageFor(chosen: Settings['language'], preferred: readonly string[]): Language {
  if (chosen !== 'system') return chosen
  const known = preferred.map((tag) => tag.toLowerCase().split('-')[0])
  return known.find((language) => language === 'de' || language === 'en') === 'de' ? 'de' : 'en'
}
