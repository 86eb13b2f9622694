import type { ProsodyFlag } from '@undertone/shared'
import type { Prosody } from '@undertone/voice'
import type { SpeakerBaseline } from './speaker-baseline.ts'

/** Before four seconds of a voice are known, "loud" would only mean "close to the microphone". */
const knownFromFrames = 8

const clearlyLouderDb = 5
const clearlyHigherSt = 3
const clearlyFaster = 1.35
const clearlyShakier = 1.8
/** Least jitter that is heard as trembling at all, relative change of F0 from frame to frame. */
const audibleJitter = 0.03
/** Read speech moves over some 6 to 10 semitones; below two and a half it sounds like one note. */
const monotoneBelowSt = 2.5

/** What stands out in `prosody` against the speaker's own baseline. */
export function prosodyFlags(prosody: Prosody, { frames, mean }: SpeakerBaseline): ProsodyFlag[] {
  if (frames < knownFromFrames) return []
  const louderDb = prosody.loudnessDb - mean.loudnessDb
  const higherSt = 12 * Math.log2(prosody.pitchHz / mean.pitchHz)
  const faster = prosody.ratePerS / mean.ratePerS
  const found: Record<ProsodyFlag, boolean> = {
    loud: louderDb > clearlyLouderDb,
    quiet: louderDb < -clearlyLouderDb,
    fast: faster > clearlyFaster,
    slow: faster < 1 / clearlyFaster,
    high_pitch: higherSt > clearlyHigherSt,
    low_pitch: higherSt < -clearlyHigherSt,
    monotone: prosody.pitchRangeSt < monotoneBelowSt,
    shaky: prosody.jitter > Math.max(audibleJitter, clearlyShakier * mean.jitter),
  }
  return flagOrder.filter((flag) => found[flag])
}

const flagOrder = ['loud', 'quiet', 'fast', 'slow', 'high_pitch', 'low_pitch', 'monotone', 'shaky'] as const
