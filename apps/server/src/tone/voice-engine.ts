import type { VoiceUpdate } from '@undertone/voice'

/** One classifier for each open id, off the event loop. Calls for one id take effect in the order they are made. */
export interface VoiceEngine {
  /** Makes a fresh classifier for `id`, in place of one that is there. */
  open(id: string): Promise<void>
  /** Pushes 16 kHz samples, whose buffer is handed over and can't be used again; resolves to what they brought about. */
  push(id: string, samples: Int16Array<ArrayBuffer>): Promise<VoiceUpdate[]>
  /** Lets go of everything that is kept for `id`. */
  release(id: string): Promise<void>
  /** Classifiers that are held, for metrics and leak tests. */
  liveClassifiers(): Promise<number>
  stop(): Promise<void>
}
