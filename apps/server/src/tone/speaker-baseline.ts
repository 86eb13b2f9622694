import type { Prosody, VoiceFrame } from '@undertone/voice'

/** How this voice usually sounds in this conversation. */
export interface SpeakerBaseline {
  /** Frames heard so far; a frame comes each half second of speech. */
  readonly frames: number
  /** Running mean over about the last half minute of speech. */
  readonly arousal: number
  /** How the last two minutes of speech sounded, newest last. */
  readonly recent: readonly Prosody[]
}

/** Half a minute at two frames a second: slow enough to notice a shift, fast enough to follow a mood. */
const arousalMemoryFrames = 60

/** Two minutes: half of it, a minute, is how long a lasting change stands out from what was usual before. */
const recentFrames = 240

/** Two seconds of speech: what a first window said of the usual arousal is as much chance as usage. */
const knownFromFrames = 4

export const unknownSpeaker: SpeakerBaseline = { frames: 0, arousal: 0, recent: [] }

/** The baseline with a frame heard as well: a plain mean at first, an exponential one from `arousalMemoryFrames` on. */
export function heard(
  { frames, arousal, recent }: SpeakerBaseline,
  frame: Pick<VoiceFrame, 'arousal' | 'prosody'>,
): SpeakerBaseline {
  const weight = 1 / Math.min(frames + 1, arousalMemoryFrames)
  return {
    frames: frames + 1,
    arousal: arousal + weight * (frame.arousal - arousal),
    recent: [...recent.slice(1 - recentFrames), frame.prosody],
  }
}

/** How far `arousal` is from this speaker's usual one, −2…2; 0 while that isn't known. */
export function shiftFrom(baseline: SpeakerBaseline, arousal: number): number {
  return baseline.frames < knownFromFrames ? 0 : arousal - baseline.arousal
}
