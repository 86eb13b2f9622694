import { audioCloseCode, maxFrameBytes, sampleRateHz } from '@undertone/shared'
import { createAudioAnchor } from './audio-anchor.ts'

/** How far the audio may be ahead of real time. */
const maxAheadMs = 2_000
/** Sound cards run up to a few hundred parts in a million too fast, which in a day comes to more than `maxAheadMs`. */
const mostClockError = 0.001
const bytesPerSample = 2

/** `heardAtMs`: when the last of the samples was heard, monotonic ms. */
export type PcmVerdict = { samples: Int16Array<ArrayBuffer>; heardAtMs: number } | { closeCode: number }

/** Takes the binary frames of one microphone connection: bytes in, samples out, or why it must close. */
export interface PcmIntake {
  accept(bytes: Uint8Array, nowMs: number): PcmVerdict
}

/**
 * Real time runs from the first frame. A connection that fell behind (its network stalled) may catch up, however far,
 * but never gets more than two seconds ahead of the clock. What is too much for the classifier is let go behind this.
 */
export function createPcmIntake(): PcmIntake {
  const anchor = createAudioAnchor()
  let startedAtMs: number | null = null
  let audioMs = 0

  return {
    accept(bytes, nowMs) {
      if (bytes.length > maxFrameBytes) return { closeCode: audioCloseCode.frameTooLarge }
      if (bytes.length % bytesPerSample !== 0) return { closeCode: audioCloseCode.oddBytes }
      const samples = decode(bytes)
      const durationMs = (samples.length / sampleRateHz) * 1000
      // The first frame was being recorded before it came, so it starts in the past.
      startedAtMs ??= nowMs - durationMs
      audioMs += durationMs
      const aheadMs = audioMs * (1 - mostClockError) - (nowMs - startedAtMs)
      if (aheadMs > maxAheadMs) return { closeCode: audioCloseCode.aheadOfRealTime }
      return { samples, heardAtMs: anchor.heardAtMs(audioMs, nowMs) }
    },
  }
}

/** Little-endian Int16, as every platform that Node runs on has it; copied, so that the buffer can be transferred. */
function decode(bytes: Uint8Array): Int16Array<ArrayBuffer> {
  const samples = new Int16Array(bytes.length / bytesPerSample)
  new Uint8Array(samples.buffer).set(bytes)
  return samples
}
