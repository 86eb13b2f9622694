import type { VoiceFrame, VoiceUpdate } from '@undertone/voice'
import type { VoiceEngine } from '../../src/tone/voice-engine.ts'

export interface ScriptedVoice extends VoiceEngine {
  /** What each push brings about; nothing unless set. */
  onPush: (samples: Int16Array) => VoiceUpdate[] | Promise<VoiceUpdate[]>
  /** Ids with an open classifier. */
  readonly opened: ReadonlySet<string>
  /** Ids in the order in which they were let go. */
  readonly released: readonly string[]
}

/** A voice engine that says what a test tells it to. */
export function createScriptedVoice(): ScriptedVoice {
  const opened = new Set<string>()
  const taken = new Map<string, number>()
  const released: string[] = []
  return {
    opened,
    released,
    onPush: () => [],
    async open(id) {
      opened.add(id)
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
    async release(id) {
      taken.delete(id)
      if (opened.delete(id)) released.push(id)
    },
    liveClassifiers: async () => opened.size,
    stop: async () => opened.clear(),
  }
}

/** A frame that is sure of itself, with `overrides`. */
export function voiceFrame(overrides: Partial<VoiceFrame> = {}): VoiceFrame {
  return {
    endSample: 0,
    affect: 'calm',
    confidence: 0.9,
    arousal: -0.4,
    valence: 0.3,
    probabilities: {
      neutral: 0.1,
      calm: 0.9,
      happy: 0,
      sad: 0,
      angry: 0,
      fearful: 0,
      disgusted: 0,
      surprised: 0,
      bored: 0,
    },
    prosody: { loudnessDb: -30, pitchHz: 150, pitchRangeSt: 6, ratePerS: 4, jitter: 0.01 },
    ...overrides,
  }
}
