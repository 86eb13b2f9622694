import type { VoiceUpdate } from '@undertone/voice'

/** What a push brought about. */
export interface Heard {
  updates: VoiceUpdate[]
  /** Samples that this classifier has been given, this push's included: its `endSample`s count within them. */
  takenSamples: number
}

/** One classifier for each open id, off the event loop. Calls for one id take effect in the order they are made. */
export interface VoiceEngine {
  /** Makes a fresh classifier for `id`, in place of one that is there; it knows the voice as far as those before it did. */
  open(id: string): Promise<void>
  /**
   * Pushes 16 kHz samples, whose buffer is handed over and can't be used again; nothing is heard for an id that isn't
   * open. Rejects where the samples were lost together with their classifier; the next ones go to a fresh one.
   */
  push(id: string, samples: Int16Array<ArrayBuffer>): Promise<Heard>
  /** Lets go of the classifier of `id`, but keeps what it learnt of the voice for the next one. */
  rest(id: string): Promise<void>
  /** Lets go of everything that is kept for `id`. */
  release(id: string): Promise<void>
  /** Classifiers that are held, for metrics and leak tests. */
  liveClassifiers(): Promise<number>
  stop(): Promise<void>
}
