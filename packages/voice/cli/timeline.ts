import { sampleRateHz } from '../src/audio.ts'
import { createVoiceClassifier, type VoiceClassifier } from '../src/voice-classifier.ts'
import type { HeardState, VoiceFrame } from '../src/voice-frame.ts'
import type { VoiceModel } from '../src/voice-model.ts'
import { roundedJudgement } from './rounded-judgement.ts'

/** What was heard at one moment of a file, as live. */
export interface Moment {
  /** Seconds into the file. */
  at: number
  state: HeardState
  /** null where nothing was judged in the half second before. */
  affect: VoiceFrame['affect'] | null
  confidence?: number
  arousal?: number
  valence?: number
  probabilities?: VoiceFrame['probabilities']
}

export interface Timeline {
  /** Hears a file, 16 kHz mono, and yields a moment each half second. */
  follow(samples: Int16Array): Moment[]
}

const stepSamples = sampleRateHz / 2

/** So much silence between two files of one voice ends what was being said. */
const pause = new Int16Array(sampleRateHz)

export interface TimelineOptions {
  model: VoiceModel
  /** The baseline carries over from file to file. */
  sameSpeaker: boolean
}

/** Listens to files as to a microphone. */
export function createTimeline({ model, sameSpeaker }: TimelineOptions): Timeline {
  let classifier: VoiceClassifier | null = null

  function follow(samples: Int16Array): Moment[] {
    if (!classifier || !sameSpeaker) classifier = createVoiceClassifier({ model })
    const moments: Moment[] = []
    let state: HeardState = 'listening'
    for (let from = 0; from + stepSamples <= samples.length; from += stepSamples) {
      const updates = classifier.push(samples.subarray(from, from + stepSamples))
      const frames = updates.flatMap((update) => (update.type === 'frame' ? [update.frame] : []))
      for (const update of updates) if (update.type === 'state') state = update.state
      moments.push(momentOf((from + stepSamples) / sampleRateHz, state, frames.at(-1)))
    }
    classifier.push(samples.subarray(samples.length - (samples.length % stepSamples)))
    classifier.push(pause)
    return moments
  }

  return { follow }
}

function momentOf(at: number, state: HeardState, frame: VoiceFrame | undefined): Moment {
  return frame ? { at, state, ...roundedJudgement(frame) } : { at, state, affect: null }
}
