import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, readonly, shallowRef, watch } from 'vue'
import { createUnheardWatch } from '../audio/unheard-watch.ts'
import type { Unheard } from '../audio/unheard-watch.ts'
import type { VoiceEnd, VoiceTrouble } from '../audio/voice-feed.ts'
import { createVoiceRun } from '../audio/voice-run.ts'
import { useMomentary } from './useMomentary.ts'
import { useVoiceAbsence } from './useVoiceAbsence.ts'
import type { VoiceAbsence } from './useVoiceAbsence.ts'
import type { UseVoiceFeedOptions } from './voice-feed-options.ts'

/** `paused`: wanted, and resting while the page is hidden, the session is being found again or the device is away. */
export type VoicePhase = 'off' | 'starting' | 'on' | 'paused'

/** What may pass by itself, or with a tap: the voice stays wanted. */
const passingTroubles: readonly (VoiceTrouble | null)[] = [
  'needsTap',
  'interrupted',
  'sampleInterrupted',
  'missing',
  'inUse',
]

/** A voice on its way to the server. Rests while the page is hidden, unless it may go on, and comes back by itself. */
// eslint-disable-next-line undertone/own-lines -- what it is made of and what it gives, line by line; what it does is in short functions
export function useVoiceFeed(options: UseVoiceFeedOptions) {
  const { isLive, wayLosses, nowMs, page } = options
  const own = shallowRef<VoicePhase>('off')
  const isMuted = shallowRef(false)
  const phase = computed(() => (own.value === 'on' && isMuted.value ? 'paused' : own.value))
  /** The server takes what is said. */
  const isReady = shallowRef(false)
  const ownTrouble = shallowRef<VoiceTrouble | null>(null)
  const trouble = computed(() => ownTrouble.value ?? (isMuted.value ? 'muted' : null))
  const isFinished = shallowRef(false)
  const recovery = useMomentary<true>()
  const absence = useVoiceAbsence({
    ...options,
    isAtWork: () => own.value === 'on' || own.value === 'starting',
    isPaused: () => own.value === 'paused',
    isHeard: () => phase.value === 'on',
    isWell: () => run.isWell(),
    canBeJudged: () => isReady.value && !isMuted.value,
    onPause: pause,
    onReturn,
    onSilence,
  })
  const unheard = createUnheardWatch({
    nowMs,
    awaySinceMs: options.awaySinceMs,
    onUnheard,
  })
  const run = createVoiceRun({
    ...options,
    unheard,
    onReady: (ready) => (isReady.value = ready),
    onTrouble: (said) => (ownTrouble.value = said),
    onStall: () => options.onStall?.(),
    onClosed,
    onOpen,
    onFail: fail,
    onMute,
    onOver,
    onFrame,
  })
  let lossesBefore = 0
  /** It failed while the page was seen, and waits for a tap or another sign. */
  let isStuck = false
  let isRecovering = false

  /** Call it in a tap's handler. */
  function start(): void {
    forgetWords()
    if (!absence.isSeen()) pause('paused')
    else if (phase.value === 'off' || phase.value === 'paused') begin()
  }

  function stop(): void {
    ownTrouble.value = null
    unheard.lost('off')
    rest('off')
  }

  /** Off, and says that a tap is needed: after a reload, no voice starts by itself. */
  function askForTap(): void {
    rest('off')
    ownTrouble.value = 'needsTap'
  }

  function begin(): void {
    rest('starting')
    ownTrouble.value = null
    run.open()
  }

  function onOpen(): void {
    own.value = 'on'
    lossesBefore = wayLosses.value
    absence.onOpen()
    if (isRecovering) recovery.say(true)
    recovery.fade()
    isRecovering = false
  }

  function onFrame(frame: ArrayBuffer): boolean {
    absence.onFrame(frame)
    return own.value === 'on'
  }

  function onMute(muted: boolean): void {
    isMuted.value = muted
    if (!muted) return
    recovery.forget()
    unheard.lost(absence.isSeen() ? 'microphone' : 'away')
  }

  function onUnheard(stretch: Unheard): void {
    absence.onUnheard()
    options.onUnheard?.(stretch)
  }

  function onOver(reason: VoiceEnd, hadSound: boolean): void {
    if (reason === 'finished') return finish()
    if (!absence.isSeen()) return pause('paused')
    // A sample that plays on is heard; it needs no words.
    isRecovering = hadSound && reason !== 'sampleInterrupted'
    unheard.lost('microphone')
    // A device that gave sound and went away: another may be there. One that never did would loop.
    if (reason === 'lost' && hadSound) begin()
    else fail(reason === 'lost' ? 'missing' : reason)
  }

  function onClosed(why: VoiceTrouble | null): void {
    if (why === 'takenOver') unheard.forget()
    fail(why)
  }

  function finish(): void {
    rest('off')
    isFinished.value = true
  }

  function fail(why: VoiceTrouble | null): void {
    const isPassing = passingTroubles.includes(why)
    unheard.lost('microphone')
    rest(isPassing ? 'paused' : 'off')
    isStuck = isPassing
    ownTrouble.value = why
  }

  function pause(how: VoiceAbsence): void {
    unheard.lost('away')
    absence.say(how)
    rest('paused')
  }

  function rest(next: VoicePhase): void {
    run.close()
    absence.onRest()
    recovery.forget()
    isMuted.value = false
    isStuck = false
    own.value = next
    if (next === 'off') forgetWords()
  }

  function forgetWords(): void {
    absence.forget()
    isFinished.value = false
    isRecovering = false
  }

  function onReturn(): void {
    isStuck = false
    goOn()
  }

  function goOn(): void {
    if (!absence.isSeen() || !isLive.value) return
    if (own.value === 'paused' && !isStuck) begin()
    // A socket from before the loss may be half open, and would take frames for minutes.
    else if (own.value === 'on' && wayLosses.value !== lossesBefore) {
      lossesBefore = wayLosses.value
      run.reconnect()
    }
  }

  /** One fresh start, not a second: some devices are that quiet. */
  function onSilence(): void {
    isRecovering = true
    unheard.lost('microphone')
    begin()
  }

  function onTap(): void {
    if (absence.isSeen() && (isStuck || isMuted.value)) begin()
  }

  function onSound(): void {
    if (!isStuck) return
    isStuck = false
    goOn()
  }

  watch(isLive, goOn, { flush: 'sync' })
  useEventListener(page.document, 'click', onTap)
  onScopeDispose(options.watchSound(onSound))
  onScopeDispose(() => rest('off'))

  return {
    phase,
    isWanted: computed(() => own.value !== 'off'),
    isReady: readonly(isReady),
    trouble,
    /** What it did while the page was hidden, until a moment after it is back. */
    absence: absence.said,
    /** It stopped by itself, and is back since a moment. */
    hasRecovered: computed(() => recovery.said.value === true),
    isFinished: readonly(isFinished),
    start,
    stop,
    /** The session is over: what hasn't been listened to up to now is told. */
    tellUnheard: unheard.end,
    askForTap,
  }
}

export type VoiceFeed = ReturnType<typeof useVoiceFeed>
