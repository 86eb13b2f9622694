import { useTimeoutFn } from '@vueuse/core'
import { watch } from 'vue'
import { createKeepWindow } from '../audio/keep-window.ts'
import { useMomentary } from './useMomentary.ts'
import { usePresence } from './usePresence.ts'
import type { UseVoiceFeedOptions } from './voice-feed-options.ts'

/** What it did while the page was hidden; `cutShort`: it listened for as long as it may, then rested. */
export type VoiceAbsence = 'paused' | 'kept' | 'cutShort'

/** What becomes of a voice as its page is hidden and seen again, told to whoever holds the voice. */
export interface UseVoiceAbsenceOptions extends Pick<
  UseVoiceFeedOptions,
  'page' | 'visibility' | 'nowMs' | 'keepMs' | 'listensWhileHidden'
> {
  /** `starting` and `on` as far as it is known by itself; `paused`: wanted, and at rest. */
  readonly isAtWork: () => boolean
  readonly isPaused: () => boolean
  /** Its sound comes through: nothing keeps it back. */
  readonly isHeard: () => boolean
  /** Nothing of it is doubtful, not the device and not the way to the server. */
  readonly isWell: () => boolean
  /** Silence says something of it: the server would take its sound, and the system keeps none back. */
  readonly canBeJudged: () => boolean
  readonly onPause: (how: VoiceAbsence) => void
  readonly onReturn: () => void
  /** It is alive, and has given nothing but silence since the return. */
  readonly onSilence: () => void
}

/** No microphone is as quiet as digital zero for this long: after a return it is one that only looks alive. */
const deadAfterMs = 5_000

/** Has a voice rest while its page is hidden, or go on for as long as it may, and sees to it that it is there on return. */
export function useVoiceAbsence(options: UseVoiceAbsenceOptions) {
  const { nowMs, keepMs, page, visibility } = options
  const presence = usePresence(visibility, page)
  const told = useMomentary<VoiceAbsence>()
  const keep = createKeepWindow({ keepMs, nowMs, onOver: () => options.onPause('cutShort') })
  const probe = useTimeoutFn(onSilence, deadAfterMs, { immediate: false })
  let hasReturned = false

  function onLeave(isGone: boolean): void {
    if (!options.isAtWork()) return
    if (isGone || !options.isHeard() || !options.listensWhileHidden()) return options.onPause('paused')
    probe.stop()
    told.say('kept')
    keep.open()
  }

  function onReturn(): void {
    if (keep.isOpen()) endKeeping()
    hasReturned = options.isPaused()
    options.onReturn()
  }

  /** It listened all the while and goes on; where anything of it is doubtful, it starts afresh. */
  function endKeeping(): void {
    if (!options.isWell() || keep.isOver()) return options.onPause('paused')
    keep.close()
    told.fade()
    probe.start()
  }

  function onSilence(): void {
    if (options.canBeJudged()) options.onSilence()
    else probe.start()
  }

  watch(presence, (now) => (now === 'visible' ? onReturn() : onLeave(now === 'gone')), { flush: 'sync' })

  return {
    isSeen: () => presence.value === 'visible',
    /** What it did, until a moment after the page is back. */
    said: told.said,
    say: told.say,
    /** The voice has begun; after a return its sound is waited for. */
    onOpen(): void {
      told.fade()
      if (hasReturned) probe.start()
      hasReturned = false
    },
    onFrame(frame: ArrayBuffer): void {
      if (probe.isPending.value && hasSound(frame)) probe.stop()
      if (keep.isOver()) options.onPause('cutShort')
    },
    /** Not all was heard, so it didn't simply go on. */
    onUnheard(): void {
      if (told.said.value === 'kept') told.forget()
    },
    onRest(): void {
      keep.close()
      probe.stop()
    },
    forget(): void {
      told.forget()
      hasReturned = false
    },
  }
}

function hasSound(frame: ArrayBuffer): boolean {
  return new Int16Array(frame).some((sample) => sample !== 0)
}
