import type { Clock, Timer } from '../clock.ts'
import { tryLater } from '../errors.ts'
import type { VoiceEngine } from '../tone/voice-engine.ts'

/** Who comes new: those who are in already are never asked about. */
export type Newcomer = 'session' | 'stream' | 'microphone'

export interface OverloadDeps {
  clock: Clock
  voice: Pick<VoiceEngine, 'workedMs'>
  /** How much audio of each microphone waits to be heard, on average, ms. */
  lagMs: () => number
  /** The event loop counts as late where what is due comes later than this. */
  maxLoopDelayMs: number
  /** Share of their time that the classifiers' threads may work. */
  maxVoiceLoad: number
}

/** Knows whether the process has all that it can hold, by two looks at what it does and none at any request. */
export interface Overload {
  /** Looks from now on; before, there is room: threads that start have much to do. */
  start(): void
  /** @throws ProblemError `at_capacity` where a newcomer would be at the expense of those who are in */
  assertRoom(newcomer: Newcomer): void
  /** How many were sent away so far. */
  sentAwayCount(): number
  stop(): void
}

const lookEveryMs = 100
/**
 * Late looks, less those in time, until newcomers are sent away; so many in time bring them back. At the default each late one
 * lasts 300 ms and more, so it takes 4.5 s: thousands who come back at once are served in less.
 */
const mostLateLooks = 15
/** Speech, pauses and batches of frames make a shorter time's load differ by much. */
const voiceLookEveryMs = 1_000
/** Newcomers are sent away until the load was within this share of the most for so many looks on end. */
const [calmAgain, calmLooks] = [0.9, 5]
/** Hearing everybody so late counts as all the time there is: what holds it up may be another than these threads. */
const mostLagMs = 500
/** Until a new microphone shows in the load: 350 were held by a thread and the loop on two cores (docs/performance.md). */
const expectedLoad = 1 / 300
/** For a minute after there was no room each counts for more: the machine may be slower, or have other things to do as well. */
const [carefulLooks, carefulLoad] = [60, 4 / 300]
const comeAgainAfterS = 5

export function createOverload(deps: OverloadDeps): Overload {
  const { clock, voice, lagMs, maxLoopDelayMs, maxVoiceLoad } = deps
  let lookedAtMs = -Infinity
  let lateLooks = 0
  let isLoopLate = false
  let voiceLookedAtMs = -Infinity
  let workedMs = 0
  let voiceLoad = 0
  /** Looks at the load that must be calm before there is room again. */
  let busyLooks = 0
  /** Looks since there was no room. */
  let roomyLooks = Infinity
  /** Microphones let in since the last look at the load, and in the time that it was about. */
  let [admitted, admittedBefore] = [0, 0]
  let sentAway = 0
  let timer: Timer | null = null

  function look(): void {
    const nowMs = clock.nowMs()
    const isLate = nowMs - lookedAtMs - lookEveryMs > maxLoopDelayMs
    lookedAtMs = nowMs
    lateLooks = Math.min(mostLateLooks, Math.max(0, lateLooks + (isLate ? 1 : -1)))
    if (lateLooks === mostLateLooks) isLoopLate = true
    if (lateLooks === 0) isLoopLate = false
    if (nowMs - voiceLookedAtMs >= voiceLookEveryMs) lookAtVoice(nowMs)
  }

  function lookAtVoice(nowMs: number): void {
    const nowWorkedMs = voice.workedMs()
    voiceLoad = Math.max((nowWorkedMs - workedMs) / (nowMs - voiceLookedAtMs), lagMs() / mostLagMs)
    voiceLookedAtMs = nowMs
    workedMs = nowWorkedMs
    admittedBefore = admitted
    admitted = 0
    if (voiceLoad >= maxVoiceLoad) busyLooks = calmLooks
    else if (voiceLoad < maxVoiceLoad * calmAgain) busyLooks = Math.max(0, busyLooks - 1)
    else if (busyLooks > 0) busyLooks = calmLooks
    roomyLooks = busyLooks > 0 ? 0 : roomyLooks + 1
  }

  function isVoiceFull(): boolean {
    const each = roomyLooks < carefulLooks ? carefulLoad : expectedLoad
    return busyLooks > 0 || voiceLoad + (admitted + admittedBefore) * each >= maxVoiceLoad
  }

  return {
    start() {
      lookedAtMs = voiceLookedAtMs = clock.nowMs()
      workedMs = voice.workedMs()
      timer ??= clock.every(lookEveryMs, look)
    },
    assertRoom(newcomer) {
      // A session is started to speak in it; a watcher needs no classifier.
      if (isLoopLate || (newcomer !== 'stream' && isVoiceFull())) {
        sentAway++
        throw tryLater(
          'at_capacity',
          'The server has as much to do as it can do well. Please try again shortly.',
          comeAgainAfterS,
        )
      }
      if (newcomer === 'microphone') admitted++
    },
    sentAwayCount: () => sentAway,
    stop: () => timer?.stop(),
  }
}
