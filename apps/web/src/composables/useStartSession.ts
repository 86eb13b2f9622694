import { inject, onScopeDispose, readonly, shallowReadonly, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { CodeAsk } from '../app/after-refusal.ts'
import { servicesKey } from '../app/services-key.ts'
import type { StartPlace, StartWish } from '../app/start-session.ts'
import { useAudioGate } from '../app/use-audio-gate.ts'
import type { AudioGate } from '../audio/audio-gate.ts'
import { fetchedMessagesKey, useFirstMessages } from '../messages/use-first-messages.ts'

/** Starts a session and shows it. Call `start` and `giveCode` in a tap's handler, or the microphone stays silent on phones. */
export function useStartSession() {
  const gate = useAudioGate()
  const { unreachable } = useFirstMessages().start
  const isStarting = shallowRef(false)
  /** Why there is no session yet, in words. */
  const notice = shallowRef('')
  /** The access code is asked for, in the place of what was pressed. */
  const ask = shallowRef<CodeAsk | null>(null)
  let wish: StartWish = { source: 'microphone' }
  let isLeft = false
  const place: StartPlace = {
    services: inject(servicesKey, null),
    messages: inject(fetchedMessagesKey, null)?.value ?? null,
    router: useRouter(),
    isLeft: () => isLeft,
  }

  async function start(wanted: StartWish): Promise<void> {
    openGate(gate)
    if (isStarting.value) return
    isStarting.value = true
    notice.value = ''
    wish = wanted
    const module = await fetchStart().catch(() => null)
    const outcome = await module?.startSession(wish, place)
    isStarting.value = false
    notice.value = outcome?.notice ?? unreachable
    if (outcome) ask.value = outcome.ask
  }

  /** Goes on with what was pressed. */
  const giveCode = (typedCode: string) => start({ ...wish, typedCode })

  function dropAsk(): void {
    ask.value = null
    notice.value = ''
  }

  onScopeDispose(() => {
    isLeft = true
  })

  return {
    start,
    giveCode,
    dropAsk,
    isStarting: readonly(isStarting),
    notice: readonly(notice),
    ask: shallowReadonly(ask),
  }
}

/** The code of a start. */
export function fetchStart() {
  return import('../app/start-session.ts')
}

/** A browser without Web Audio can still watch; the microphone says later why it stays off. */
function openGate(gate: AudioGate): void {
  try {
    gate.open()
  } catch {
    return
  }
}
