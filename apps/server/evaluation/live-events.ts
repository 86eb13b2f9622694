import type { Affect } from '@undertone/shared'
import { createVoiceClassifier, sampleRateHz, type VoiceClassifier, type VoiceModel } from '@undertone/voice'
import { hearState, hold, nothingHeld, type ToneHold } from '../src/tone/tone-holder.ts'

/** A recording of which it is known how it was meant. */
export interface Utterance {
  affect: Affect
  /** 16 kHz mono. */
  samples: Int16Array
}

/** What a watcher was told while an utterance was heard, and how it was meant. */
export interface LiveEvent {
  truth: Affect
  said: Affect
  confidence: number
  /** Seconds of recordings of this voice that had been heard before this one. */
  knownS: number
}

/** Longer than any pause within a turn of speech. */
const pauseSamples = 1.5 * sampleRateHz
const chunkSamples = sampleRateHz / 10

/** Everything that is told while `utterances` of one voice are heard one after the other, each a turn of its own. */
export function liveEvents(model: VoiceModel, utterances: readonly Utterance[]): LiveEvent[] {
  const classifier = createVoiceClassifier({ model })
  const events: LiveEvent[] = []
  let held = nothingHeld
  let knownSamples = 0
  for (const { affect, samples } of utterances) {
    const sound = new Int16Array(samples.length + pauseSamples)
    sound.set(samples)
    for (let from = 0; from < sound.length; from += chunkSamples)
      held = follow(classifier, sound.subarray(from, from + chunkSamples), held, (said, confidence) =>
        events.push({ truth: affect, said, confidence, knownS: knownSamples / sampleRateHz }),
      )
    knownSamples += samples.length
  }
  return events
}

function follow(
  classifier: VoiceClassifier,
  chunk: Int16Array,
  before: ToneHold,
  say: (affect: Affect, confidence: number) => void,
): ToneHold {
  let held = before
  for (const update of classifier.push(chunk)) {
    if (update.type === 'state') {
      held = hearState(held, update.state)
      continue
    }
    const next = hold(held, update.frame, update.frame.endSample / sampleRateHz)
    held = next.hold
    if (next.say) say(next.say.affect, next.say.confidence)
  }
  return held
}
