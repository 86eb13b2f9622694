// Stands in index.html itself (first-screen.ts): it is all that the first screen of a first visit waits for.
import { attempt } from '../api/attempt.ts'
import { languageFor } from '../messages/language.ts'
import { settingsKey } from '../stores/settings-key.ts'
import { showFirstCards } from './show-first-cards.ts'

const root = document.documentElement
const place = document.querySelector<HTMLElement>('#cards')
// Whoever has chosen anything waits for what knows how to do it.
const hasChosen = attempt(() => localStorage.getItem(settingsKey)) !== null

if (place && location.pathname === '/' && !hasChosen) {
  root.lang = languageFor('system', navigator.languages)
  if (matchMedia('(prefers-contrast: more)').matches) root.dataset['theme'] = 'contrast'
  const cards = document.querySelectorAll<HTMLTemplateElement>(`template[lang=${root.lang}]`)
  showFirstCards(
    place,
    [...cards].map(({ content }) => content),
  )
}
