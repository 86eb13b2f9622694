import type { SpeakerBaseline, VoiceUpdate } from '@undertone/voice'

/** What a push brought about. */
export interface Heard {
  updates: VoiceUpdate[]
  /** Samples that this classifier has been given, this push's included: its `endSample`s count within them. */
  takenSamples: number
}

/** One classifier for each open id, off the event loop. Calls for one id take effect in the order they are made. */
export interface VoiceEngine {
  /**
   * Makes a fresh classifier for `id`. It takes the place of one that is there and knows the voice as well as that one
   * did; else as well as `known`, which `rest` once gave.
   */
  open(id: string, known: SpeakerBaseline | null): Promise<void>
  /**
   * Pushes 16 kHz samples, whose buffer is handed over and can't be used again; nothing is heard for an id that isn't
   * open. Rejects where the samples were lost together with their classifier; the next ones go to a fresh one, which knows the voice
   * as it was when it was last asked about.
   */
  push(id: string, samples: Int16Array<ArrayBuffer>): Promise<Heard>
  /** What the classifier of `id` has learnt of the voice so far; null where there is none. */
  known(id: string): Promise<SpeakerBaseline | null>
  /** Lets go of the classifier of `id`, and gives what it learnt of the voice; null where there is none. */
  close(id: string): Promise<SpeakerBaseline | null>
  /** Classifiers that are held, for metrics and leak tests. */
  liveClassifiers(): Promise<number>
  /** How long its threads have worked since they were made, ms, on average. */
  workedMs(): number
  stop(): Promise<void>
}
