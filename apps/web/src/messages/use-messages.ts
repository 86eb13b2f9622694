import { inject } from 'vue'
import type { InjectionKey, ShallowRef } from 'vue'
import { en } from './en.ts'
import type { Messages } from './en.ts'

export const messagesKey: InjectionKey<Readonly<ShallowRef<Messages>>> = Symbol('messages')

/**
 * The words of the person's language as they are now; English where nothing else was provided. Who shows them is made anew
 * when the language changes (App.vue).
 */
export function useMessages(): Messages {
  return inject(messagesKey, null)?.value ?? en
}
