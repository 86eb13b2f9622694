import { attempt } from './attempt.ts'

export const sessionKey = 'undertone.session'

/** This tab had a session. Says nothing of whether it can still be read, or lives. `storage` may throw. */
export function hasSessionTrace(storage: () => Storage): boolean {
  return attempt(() => storage().getItem(sessionKey) !== null) ?? false
}
