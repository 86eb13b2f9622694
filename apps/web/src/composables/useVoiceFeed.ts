import { useTimeoutFn } from '@vueuse/core'
import { computed, onScopeDispose, readonly, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { createAudioLink } from '../audio/audio-link.ts'
import type { AudioLink } from '../audio/audio-link.ts'
import type { OpenAudioSocket } from '../audio/audio-socket.ts'
import { VoiceError } from '../audio/voice-error.ts'
import type { OpenVoice, VoiceOpener, VoiceSink, VoiceTrouble } from '../audio/voice-feed.ts'

/** `paused`: wanted, and resting while the page is hidden or the session is being found again. */
export type VoicePhase = 'off' | 'starting' | 'on' | 'paused'

/** Long enough to be read twice; a sentence that stays after all is well again would unsettle. */
const saidForMs = 10_000

export interface UseVoiceFeedOptions {
  readonly sessionId: string
  readonly openVoice: VoiceOpener
  readonly openSocket: OpenAudioSocket
  readonly random: () => number
  readonly visibility: Readonly<Ref<DocumentVisibilityState>>
  /** The session is known to live: only then a paused voice comes back. */
  readonly isLive: Readonly<Ref<boolean>>
  /** Goes up whenever the way to the server turned out to be broken: then no older socket is trusted. */
  readonly wayLosses: Readonly<Ref<number>>
}

/** A voice on its way to the server. Stops when the page is hidden, comes back fresh when it is seen again. */
export function useVoiceFeed({ visibility, isLive, wayLosses, ...options }: UseVoiceFeedOptions) {
  const own = shallowRef<VoicePhase>('off')
  const isMuted = shallowRef(false)
  const phase = computed(() => (own.value === 'on' && isMuted.value ? 'paused' : own.value))
  /** The server takes what is said. */
  const isReady = shallowRef(false)
  const trouble = shallowRef<VoiceTrouble | null>(null)
  /** It was paused by an absence, and is back since a moment or waits for a tap. */
  const wasPaused = shallowRef(false)
  const isFinished = shallowRef(false)
  const forgetPause = useTimeoutFn(() => (wasPaused.value = false), saidForMs, { immediate: false })
  let attempt = 0
  let voice: OpenVoice | null = null
  let link: AudioLink | null = null
  let lossesBefore = 0

  /** Call it in a tap's handler. */
  function start(): void {
    wasPaused.value = false
    isFinished.value = false
    if (visibility.value === 'hidden') pause()
    else if (phase.value === 'off' || phase.value === 'paused') void begin()
  }

  function stop(): void {
    wasPaused.value = false
    isFinished.value = false
    trouble.value = null
    rest('off')
  }

  /** Off, and says that a tap is needed: after a reload, no voice starts by itself. */
  function askForTap(): void {
    fail('needsTap')
  }

  async function begin(): Promise<void> {
    rest('starting')
    trouble.value = null
    const ours = attempt
    try {
      const opened = await options.openVoice(sinkFor(ours))
      // Whoever turned it off, or on again, while the question stood open has decided otherwise.
      if (ours !== attempt) return opened.stop()
      voice = opened
      connect()
      own.value = 'on'
      forgetPause.start()
    } catch (error) {
      if (ours === attempt) fail(VoiceError.from(error).trouble)
    }
  }

  function connect(): void {
    link?.close()
    lossesBefore = wayLosses.value
    link = createAudioLink({
      ...options,
      onReady: (ready) => (isReady.value = ready),
      onTrouble: (said) => (trouble.value = said),
      onClosed: fail,
    })
  }

  function sinkFor(ours: number): VoiceSink {
    let carried = false
    return {
      isReady: () => link?.isReady() ?? false,
      push(frame) {
        carried = true
        link?.send(frame)
      },
      mute(muted) {
        if (ours === attempt) isMuted.value = muted
      },
      over(reason) {
        if (ours !== attempt) return
        if (reason === 'finished') finish()
        // A device that gave sound and went away: another may be there. One that never did would loop.
        else if (reason === 'lost' && carried) void begin()
        else fail(reason === 'lost' ? 'missing' : 'needsTap')
      },
    }
  }

  function finish(): void {
    isFinished.value = true
    rest('off')
  }

  function fail(why: VoiceTrouble | null): void {
    rest('off')
    trouble.value = why
  }

  function rest(next: VoicePhase): void {
    attempt++
    voice?.stop()
    link?.close()
    voice = null
    link = null
    isMuted.value = false
    own.value = next
  }

  function pause(): void {
    forgetPause.stop()
    wasPaused.value = true
    rest('paused')
  }

  function settle(): void {
    if (visibility.value === 'hidden') {
      if (own.value === 'on' || own.value === 'starting') pause()
    } else if (isLive.value) {
      if (own.value === 'paused') void begin()
      // A socket from before the loss may be half open, and would take frames for minutes.
      else if (own.value === 'on' && wayLosses.value !== lossesBefore) connect()
    }
  }

  watch([visibility, isLive], settle, { flush: 'sync' })
  onScopeDispose(() => rest('off'))

  return {
    phase,
    isWanted: computed(() => own.value !== 'off'),
    isReady: readonly(isReady),
    trouble: readonly(trouble),
    wasPaused: readonly(wasPaused),
    isFinished: readonly(isFinished),
    start,
    stop,
    askForTap,
  }
}

export type VoiceFeed = ReturnType<typeof useVoiceFeed>
