import { inject } from 'vue'
import type { InjectionKey, ShallowRef } from 'vue'
import { enFirst } from './en-first.ts'
import type { FirstMessages } from './en-first.ts'
import type { Messages } from './en.ts'

/** The words of a language that had to be fetched; null while it is English, whose first words are at hand. */
export const fetchedMessagesKey: InjectionKey<Readonly<ShallowRef<Messages | null>>> = Symbol('messages')

/** As `useMessages`, for what the first screen is made of. */
export function useFirstMessages(): FirstMessages {
  return inject(fetchedMessagesKey, null)?.value ?? enFirst
}
