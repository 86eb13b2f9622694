import { createVoiceClassifier, type VoiceUpdate } from '@undertone/voice'

declare global {
  /** Runs the voice pipeline over 16 kHz samples, in chunks of 100 ms. */
  var updatesOf: (samples: readonly number[]) => VoiceUpdate[]
}

const chunkSamples = 1_600

globalThis.updatesOf = (samples) => {
  const classifier = createVoiceClassifier()
  const pcm = Int16Array.from(samples)
  const updates: VoiceUpdate[] = []
  for (let from = 0; from < pcm.length; from += chunkSamples)
    updates.push(...classifier.push(pcm.subarray(from, from + chunkSamples)))
  return updates
}
