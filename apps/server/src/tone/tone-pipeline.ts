import { sampleRateHz, type SpeechStateName } from '@undertone/shared'
import type { VoiceUpdate } from '@undertone/voice'
import type { Clock } from '../clock.ts'
import type { SessionStore, TakenMicrophone } from '../sessions/session-store.ts'
import type { Session } from '../sessions/session.ts'
import { annotate } from './annotate.ts'
import { decodeKnownVoice, encodeKnownVoice } from './known-voice.ts'
import type { SpeakerBaseline } from './speaker-baseline.ts'
import { hearState, hold, nothingHeld, type Held, type ToneHold } from './tone-holder.ts'
import type { Heard, VoiceEngine } from './voice-engine.ts'

export interface TonePipelineDeps {
  voice: VoiceEngine
  store: Pick<SessionStore, 'append' | 'tellSpeech' | 'keepVoice' | 'leaveMicrophone'>
  clock: Clock
  onError: (error: unknown) => void
}

/** One microphone's way from samples to events. */
export interface Listening {
  /** Resolves once the classifier can take samples. */
  ready: Promise<void>
  /**
   * Resolves once the samples are worked through and their events handed to the store, which keeps their order.
   * `heardAtMs`: when the last of them was heard, monotonic ms, however late it came.
   */
  push(samples: Int16Array<ArrayBuffer>, heardAtMs: number): Promise<void>
  /** The microphone is gone; what is still on its way is dropped. Says so, unless another one took over in this process. */
  stop(options?: { takenOver: boolean }): void
}

export interface TonePipeline {
  listen(session: Session, microphone: TakenMicrophone): Listening
  /** Lets go of the classifier of a session that is gone. */
  release(sessionId: string): Promise<void>
  /** Tones found so far. */
  toneCount(): number
  /** Resolves once what microphones that are gone have left is stored. */
  settled(): Promise<void>
}

/** A microphone may be cut off at any moment; a minute of learning a voice may be lost by it, and no more. */
const keepVoiceEveryMs = 60_000

/** Samples → voice engine → hold → annotate → the session's history, and from there to whoever watches. */
export function createTonePipeline({ voice, store, clock, onError }: TonePipelineDeps): TonePipeline {
  /** What was usual for the voice as another microphone took over in this process, for that one to go on with. */
  const handedOver = new Map<string, SpeakerBaseline>()
  const leavings = new Set<Promise<void>>()
  let tones = 0

  /** The next microphone may be on another machine, so what is known goes with the session. */
  async function leave(sessionId: string, number: number, usual: SpeakerBaseline): Promise<void> {
    const known = await voice.close(sessionId).then(
      (classifier) => encodeKnownVoice({ classifier, usual }),
      (error: unknown) => {
        onError(error)
        // What is stored already stays.
        return null
      },
    )
    await store.leaveMicrophone(sessionId, number, known)
  }

  async function keep(sessionId: string, number: number, usual: SpeakerBaseline): Promise<void> {
    const classifier = await voice.known(sessionId)
    await store.keepVoice(sessionId, number, encodeKnownVoice({ classifier, usual }))
  }

  return {
    async release(sessionId) {
      handedOver.delete(sessionId)
      await voice.close(sessionId)
    },
    toneCount: () => tones,
    async settled() {
      await Promise.all(leavings)
    },
    listen(session, { number, voice: stored }) {
      const known = decodeKnownVoice(stored)
      const speaker = handedOver.get(session.id) ?? known?.usual ?? nothingHeld.speaker
      handedOver.delete(session.id)
      let held: ToneHold = { ...nothingHeld, speaker }
      let keptAtMs = clock.nowMs()
      let latestS = 0
      let stopped = false
      /** Settles once everything pushed so far is worked through. */
      let earlier: Promise<void> = Promise.resolve()
      const tell = (state: SpeechStateName, timestampS = ageS(session, clock.nowMs())) =>
        void store.tellSpeech(session.id, number, { state, timestampS }).catch(onError)

      /** When the sample at `endSample` was heard, given that the one at `chunkEnd` was at `chunkAtS`; never runs back. */
      function heardAtS(endSample: number, chunkEnd: number, chunkAtS: number): number {
        latestS = Math.max(latestS, chunkAtS - (chunkEnd - endSample) / sampleRateHz)
        return latestS
      }

      function change(next: ToneHold, timestampS: number): void {
        const isChanged = next.speechState !== held.speechState
        held = next
        if (isChanged) tell(next.speechState, timestampS)
      }

      function take(update: VoiceUpdate, chunkEnd: number, chunkAtS: number): void {
        const { endSample } = update.type === 'frame' ? update.frame : update
        const timestampS = heardAtS(endSample, chunkEnd, chunkAtS)
        const { hold: next, say } = hear(held, update, timestampS)
        change(next, timestampS)
        const context = { sessionId: session.id, elcor: session.elcor, timestampS }
        if (!say) return
        tones++
        // Not waited for: a store that is out of reach must not keep what is said after it from being heard.
        store.append(session.id, annotate(say, context)).catch(onError)
      }

      function work(heard: PromiseSettledResult<Heard>, chunkAtS: number): void {
        if (heard.status === 'rejected') {
          // A fresh classifier has heard nobody speak, and wouldn't say that they stopped.
          if (!stopped) change(hearState(held, 'listening'), heardAtS(0, 0, chunkAtS))
          throw heard.reason
        }
        if (stopped) return
        const { updates, takenSamples } = heard.value
        for (const update of updates) take(update, takenSamples, chunkAtS)
        if (updates.length > 0) keepNowAndThen()
      }

      function keepNowAndThen(): void {
        if (clock.nowMs() - keptAtMs < keepVoiceEveryMs) return
        keptAtMs = clock.nowMs()
        keep(session.id, number, held.speaker).catch(onError)
      }

      return {
        ready: voice
          .open(session.id, known?.classifier ?? null)
          .then(() => void (stopped || tell('listening'))),
        push(samples, heardAtMs) {
          const chunkAtS = ageS(session, heardAtMs)
          const pushed = Promise.allSettled([voice.push(session.id, samples), earlier])
          const taken = pushed.then(([heard]) => work(heard, chunkAtS))
          // Without its value, or each promise would hold the one before it, for as long as somebody speaks.
          earlier = Promise.allSettled([earlier, taken]).then(() => {})
          return taken
        },
        stop({ takenOver } = { takenOver: false }) {
          if (stopped) return
          stopped = true
          if (takenOver) {
            handedOver.set(session.id, held.speaker)
            return void store.leaveMicrophone(session.id, number, null).catch(onError)
          }
          tell('mic_off')
          const leaving = leave(session.id, number, held.speaker)
            .catch(onError)
            .finally(() => leavings.delete(leaving))
          leavings.add(leaving)
        },
      }
    },
  }
}

function hear(known: ToneHold, update: VoiceUpdate, atS: number): Held {
  if (update.type === 'frame') return hold(known, update.frame, atS)
  return { hold: hearState(known, update.state), say: null }
}

/** Seconds since `session` started; milliseconds say all there is to say. */
function ageS({ createdAtMs }: Session, atMs: number): number {
  return Math.round(atMs - createdAtMs) / 1000
}
