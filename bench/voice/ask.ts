/** What the processes of this bench are asked. */
export type VoiceAsk =
  /** `streams` microphones with the first `seconds` of what stands in `file`, Int16 at 16 kHz: answered by CPU time, ms. */
  | { ask: 'hear'; file: string; seconds: number; streams: number }
  /** What `streams` microphones hold that have heard so much each: answered by bytes of each. */
  | { ask: 'memory'; file: string; seconds: number; streams: number }

export interface HeldBytes {
  readonly rss: number
  readonly heap: number
}
