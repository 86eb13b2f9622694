import { runningSessionSchema } from '../stores/running-session.ts'
import type { RunningSession } from '../stores/running-session.ts'
import { attempt } from './attempt.ts'
import { parseJson } from './parse-json.ts'
import { sessionKey } from './session-trace.ts'

/** Remembers the running session for this tab, so that a page which was thrown away finds it again. */
export interface SessionMemory {
  read(): RunningSession | null
  write(session: RunningSession): void
  forget(): void
}

/** `storage` is the tab's sessionStorage; where it's refused, a reload starts anew and nothing else changes. */
export function createSessionMemory(storage: () => Storage): SessionMemory {
  return {
    read: () => parseJson(runningSessionSchema, attempt(() => storage().getItem(sessionKey)) ?? ''),
    write: (session) => void attempt(() => storage().setItem(sessionKey, JSON.stringify(session))),
    forget: () => void attempt(() => storage().removeItem(sessionKey)),
  }
}
