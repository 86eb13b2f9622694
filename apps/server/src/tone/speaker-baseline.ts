import type { Prosody, VoiceFrame } from '@undertone/voice'

const tracked = ['arousal', 'loudnessDb', 'pitchHz', 'ratePerS', 'jitter'] as const
type Tracked = (typeof tracked)[number]

/** How this voice usually sounds in this conversation: running means over about the last half minute of speech. */
export interface SpeakerBaseline {
  /** Frames heard so far; a frame comes each half second of speech. */
  readonly frames: number
  readonly mean: Readonly<Record<Tracked, number>>
}

/** Half a minute at two frames a second: slow enough to notice a shift, fast enough to follow a mood. */
const memoryFrames = 60

export const unknownSpeaker: SpeakerBaseline = {
  frames: 0,
  mean: { arousal: 0, loudnessDb: 0, pitchHz: 0, ratePerS: 0, jitter: 0 },
}

/** The baseline with `frame` heard as well: a plain average at first, an exponential one from `memoryFrames` on. */
export function heard(baseline: SpeakerBaseline, frame: VoiceFrame): SpeakerBaseline {
  const frames = baseline.frames + 1
  const weight = 1 / Math.min(frames, memoryFrames)
  const mean = { ...baseline.mean }
  for (const name of tracked) mean[name] += weight * (measured(frame, name) - mean[name])
  return { frames, mean }
}

function measured(frame: VoiceFrame, name: Tracked): number {
  return name === 'arousal' ? frame.arousal : frame.prosody[name satisfies keyof Prosody]
}
