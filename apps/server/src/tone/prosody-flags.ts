import { prosodyFlagSchema, type ProsodyFlag } from '@undertone/shared'
import type { Prosody } from '@undertone/voice'

/** Before eight seconds of a voice are known, "loud" would only mean "close to the microphone". */
const knownFromFrames = 16

/** A way in which a voice can stand out from itself. */
interface Trait {
  /** On a scale on which equal steps are heard as equal; more of it is more of the flag. */
  readonly measure: (prosody: Prosody) => number
  /** Least step from this voice's median that is worth a word. */
  readonly step: number
  /** What is rare for this voice may still be nothing that anybody hears. */
  readonly isAudible?: (prosody: Prosody) => boolean
}

/** Octaves, of anything; the floor keeps a silence or a stillness from being infinitely far away. */
const octaves = (value: number, floor: number) => Math.log2(Math.max(value, floor))
const loudness = ({ loudnessDb }: Prosody) => loudnessDb
const semitones = ({ pitchHz }: Prosody) => 12 * octaves(pitchHz, 20)
const rate = ({ ratePerS }: Prosody) => octaves(ratePerS, 0.5)
const evenness = ({ pitchRangeSt }: Prosody) => -octaves(pitchRangeSt, 0.5)
const trembling = ({ jitter }: Prosody) => octaves(jitter, 0.001)
const less = (measure: Trait['measure']) => (prosody: Prosody) => -measure(prosody)

/** Most of the 6 dB between a normal and a raised voice in ISO 9921. */
const louderDb = 5
const higherSt = 3
const fasterOctaves = Math.log2(1.35)

const traits: Record<ProsodyFlag, Trait> = {
  loud: { measure: loudness, step: louderDb },
  quiet: { measure: less(loudness), step: louderDb },
  fast: { measure: rate, step: fasterOctaves },
  slow: { measure: less(rate), step: fasterOctaves },
  high_pitch: { measure: semitones, step: higherSt },
  low_pitch: { measure: less(semitones), step: higherSt },
  // Half of what this voice usually moves over; read speech moves over some 6 to 10 semitones.
  monotone: { measure: evenness, step: 1, isAudible: ({ pitchRangeSt }) => pitchRangeSt < 4 },
  // Less jitter than this isn't heard as trembling at all.
  shaky: { measure: trembling, step: Math.log2(1.8), isAudible: ({ jitter }) => jitter > 0.03 },
}

/**
 * What stands out in `prosody` from `recent`, how this voice sounded in the last minutes, itself not yet among it. A flag
 * comes with what is rarer than one in ten and clearly off the middle; one that is `standing` goes once half of that step
 * is left. So a voice that turns loud and stays so is loud for about a minute, until the middle has come after it.
 */
export function prosodyFlags(
  prosody: Prosody,
  recent: readonly Prosody[],
  standing: readonly ProsodyFlag[],
): ProsodyFlag[] {
  if (recent.length < knownFromFrames) return []
  return prosodyFlagSchema.options.filter((flag) =>
    standsOut(traits[flag], prosody, recent, standing.includes(flag)),
  )
}

function standsOut(
  { measure, step, isAudible }: Trait,
  prosody: Prosody,
  recent: readonly Prosody[],
  isStanding: boolean,
): boolean {
  if (isAudible && !isAudible(prosody)) return false
  const offMiddle = measure(prosody) - quantile(recent, measure, 0.5)
  if (offMiddle < (isStanding ? step / 2 : step)) return false
  return isStanding || measure(prosody) > quantile(recent, measure, 0.9)
}

/** The nearest of the values that were heard: no more than `share` of them lie below it. */
function quantile(recent: readonly Prosody[], measure: Trait['measure'], share: number): number {
  const sorted = Float64Array.from(recent, measure).sort()
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0
}
