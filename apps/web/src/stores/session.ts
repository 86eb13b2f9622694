import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunningSession } from './running-session.ts'

/** The one session of this page, from its start until another takes its place. */
export const useSessionStore = defineStore('session', () => {
  const running = shallowRef<RunningSession | null>(null)
  /** It was shown before (a reload, a way back): ask whether it lives, and let no voice start by itself. */
  const isResumed = shallowRef(false)

  function begin(session: RunningSession): void {
    running.value = session
    isResumed.value = false
  }

  function resume(session: RunningSession): void {
    running.value = session
    isResumed.value = true
  }

  /** The same session, from now on with `session`'s particulars. */
  function update(session: RunningSession): void {
    running.value = session
  }

  function forget(): void {
    running.value = null
    isResumed.value = false
  }

  /** From its first showing on, every other one is a return. */
  function shown(): void {
    isResumed.value = true
  }

  return { running, isResumed, begin, resume, update, shown, forget }
})
