import { inject } from 'vue'
import type { InjectionKey } from 'vue'
import { en } from './en.ts'
import type { Messages } from './en.ts'

export const messagesKey: InjectionKey<Messages> = Symbol('messages')

/** The words of the person's language; English where nothing else was provided. */
export function useMessages(): Messages {
  return inject(messagesKey, en)
}
