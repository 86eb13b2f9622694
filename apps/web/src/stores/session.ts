import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunningSession } from './running-session.ts'

/** The one session of this page, from its start until another takes its place. */
export const useSessionStore = defineStore('session', () => {
  const running = shallowRef<RunningSession | null>(null)
  /** The page was reloaded under it: ask whether it lives before opening a stream. */
  const isResumed = shallowRef(false)

  function begin(session: RunningSession): void {
    running.value = session
    isResumed.value = false
  }

  function resume(session: RunningSession): void {
    running.value = session
    isResumed.value = true
  }

  function forget(): void {
    running.value = null
    isResumed.value = false
  }

  return { running, isResumed, begin, resume, forget }
})
