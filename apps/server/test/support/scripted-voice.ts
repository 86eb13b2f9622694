import { affectSchema, type Affect } from '@undertone/shared'
import type { SpeakerBaseline, VoiceFrame, VoiceUpdate } from '@undertone/voice'
import type { VoiceEngine } from '../../src/tone/voice-engine.ts'

export interface ScriptedVoice extends VoiceEngine {
  /** What each push brings about; nothing unless set. */
  onPush: (samples: Int16Array) => VoiceUpdate[] | Promise<VoiceUpdate[]>
  /** Ids with an open classifier. */
  readonly opened: ReadonlySet<string>
  /** Ids in the order in which their classifiers were let go. */
  readonly closed: readonly string[]
  /** What each classifier was told of the voice as it was opened. */
  readonly told: readonly (SpeakerBaseline | null)[]
  /** What every classifier knows of the voice. */
  learnt: SpeakerBaseline | null
}

/** A voice engine that says what a test tells it to. */
export function createScriptedVoice(): ScriptedVoice {
  const opened = new Set<string>()
  const taken = new Map<string, number>()
  const closed: string[] = []
  const told: (SpeakerBaseline | null)[] = []
  return {
    opened,
    closed,
    told,
    learnt: null,
    onPush: () => [],
    async open(id, known) {
      opened.add(id)
      told.push(known)
      taken.delete(id)
    },
    async push(id, samples) {
      if (!opened.has(id)) return { updates: [], takenSamples: samples.length }
      const takenSamples = (taken.get(id) ?? 0) + samples.length
      taken.set(id, takenSamples)
      try {
        return { updates: await this.onPush(samples), takenSamples }
      } catch (error) {
        // A classifier that fails is lost, and a fresh one counts anew.
        taken.delete(id)
        throw error
      }
    },
    async known(id) {
      return opened.has(id) ? this.learnt : null
    },
    async close(id) {
      taken.delete(id)
      if (!opened.delete(id)) return null
      closed.push(id)
      return this.learnt
    },
    liveClassifiers: async () => opened.size,
    workedMs: () => 0,
    stop: async () => opened.clear(),
  }
}

/** A frame that is sure of itself, with `overrides`; its probabilities say what its affect and confidence do. */
export function voiceFrame(overrides: Partial<VoiceFrame> = {}): VoiceFrame {
  const { affect = 'calm', confidence = 0.9 } = overrides
  return {
    endSample: 0,
    affect,
    confidence,
    arousal: -0.4,
    valence: 0.3,
    probabilities: probabilitiesOf(affect, confidence),
    prosody: { loudnessDb: -30, pitchHz: 150, pitchRangeSt: 6, ratePerS: 4, jitter: 0.01 },
    ...overrides,
  }
}

/** A turn of speech that `frame` alone makes: a turn's first clear frame is told at once. */
export function shortTurn(frame: VoiceFrame): VoiceUpdate[] {
  return [
    { type: 'state', state: 'listening', endSample: frame.endSample },
    { type: 'frame', frame },
  ]
}

function probabilitiesOf(affect: Affect, confidence: number): Record<Affect, number> {
  const other = (1 - confidence) / (affectSchema.options.length - 1)
  const probabilities = {
    neutral: other,
    calm: other,
    happy: other,
    sad: other,
    angry: other,
    fearful: other,
    disgusted: other,
    surprised: other,
    bored: other,
  }
  return { ...probabilities, [affect]: confidence }
}
