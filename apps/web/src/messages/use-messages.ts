import { inject } from 'vue'
import { en } from './en.ts'
import type { Messages } from './en.ts'
import { fetchedMessagesKey } from './use-first-messages.ts'

/**
 * The words of the person's language as they are now; English where nothing else was provided. Who shows them is made anew
 * when the language changes (App.vue). Not for what the first screen is made of.
 */
export function useMessages(): Messages {
  return inject(fetchedMessagesKey, null)?.value ?? en
}
