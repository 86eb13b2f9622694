import { sampleRateHz, type SpeechStateName } from '@undertone/shared'
import type { VoiceUpdate } from '@undertone/voice'
import type { Clock } from '../clock.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { Session } from '../sessions/session.ts'
import type { ToneHub } from '../stream/tone-hub.ts'
import { annotate } from './annotate.ts'
import type { SpeakerBaseline } from './speaker-baseline.ts'
import { hearState, hold, nothingHeld, type Held, type ToneHold } from './tone-holder.ts'
import type { VoiceEngine } from './voice-engine.ts'

export interface TonePipelineDeps {
  voice: VoiceEngine
  store: Pick<SessionStore, 'append'>
  hub: Pick<ToneHub, 'tellSpeechState'>
  clock: Clock
  onError: (error: unknown) => void
}

/** One microphone's way from samples to events. */
export interface Listening {
  /** Resolves once the classifier can take samples. */
  ready: Promise<void>
  /**
   * Resolves once the samples are worked through and their events are out.
   * `heardAtMs`: when the last of them was heard, monotonic ms, however late it came.
   */
  push(samples: Int16Array<ArrayBuffer>, heardAtMs: number): Promise<void>
  /** The microphone is gone; what is still on its way is dropped. Says so, unless another one has taken over. */
  stop(options?: { takenOver: boolean }): void
}

export interface TonePipeline {
  listen(session: Session): Listening
  /** Lets go of the classifier of a session that is gone. */
  release(sessionId: string): Promise<void>
}

/** Samples → voice engine → hold → annotate → the session's history, and from there to whoever watches. */
export function createTonePipeline({ voice, store, hub, clock, onError }: TonePipelineDeps): TonePipeline {
  /** What is usual for the voice of each session that was ever listened to, as of its last microphone's end. */
  const speakers = new Map<string, SpeakerBaseline>()

  return {
    release(sessionId) {
      speakers.delete(sessionId)
      return voice.release(sessionId)
    },
    listen(session) {
      let known: ToneHold = { ...nothingHeld, speaker: speakers.get(session.id) ?? nothingHeld.speaker }
      speakers.set(session.id, known.speaker)
      let latestS = 0
      let stopped = false
      /** Settles once everything pushed so far is stored. */
      let earlier: Promise<void> = Promise.resolve()
      const tell = (state: SpeechStateName, timestampS = ageS(session, clock.nowMs())) =>
        hub.tellSpeechState(session.id, state, timestampS)

      /** When the sample at `endSample` was heard, given that the one at `chunkEnd` was at `chunkAtS`; never runs back. */
      function heardAtS(endSample: number, chunkEnd: number, chunkAtS: number): number {
        latestS = Math.max(latestS, chunkAtS - (chunkEnd - endSample) / sampleRateHz)
        return latestS
      }

      async function take(update: VoiceUpdate, chunkEnd: number, chunkAtS: number): Promise<void> {
        const { endSample } = update.type === 'frame' ? update.frame : update
        const timestampS = heardAtS(endSample, chunkEnd, chunkAtS)
        const { hold: next, say } = hear(known, update, timestampS)
        const isChanged = next.speechState !== known.speechState
        known = next
        if (isChanged) tell(next.speechState, timestampS)
        const context = { sessionId: session.id, elcor: session.elcor, timestampS }
        if (say) await store.append(session.id, annotate(say, context))
      }

      return {
        ready: voice.open(session.id).then(() => void (stopped || tell('listening'))),
        push(samples, heardAtMs) {
          const chunkAtS = ageS(session, heardAtMs)
          // Storing yields, so what a push brought about waits for everything before it to be stored.
          const taken = Promise.all([voice.push(session.id, samples), earlier]).then(async ([pushed]) => {
            for (const update of pushed.updates)
              if (!stopped) await take(update, pushed.takenSamples, chunkAtS)
          })
          // Without its value, or each promise would hold the one before it, for as long as somebody speaks.
          earlier = Promise.allSettled([earlier, taken]).then(() => {})
          return taken
        },
        stop({ takenOver } = { takenOver: false }) {
          if (stopped) return
          stopped = true
          // A session that is gone has no entry any more, and gets none.
          if (speakers.has(session.id)) speakers.set(session.id, known.speaker)
          if (takenOver) return
          tell('mic_off')
          // A screen that slept is no new voice: the next microphone goes on with what is known of this one.
          voice.rest(session.id).catch(onError)
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
