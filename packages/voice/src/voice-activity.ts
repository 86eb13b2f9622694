import { createNoiseFloor } from './noise-floor.ts'
import type { Pitch } from './pitch.ts'

/** A sound is voiced when this much of it repeats: white noise stays under 0.4 (pitch.test.ts), vowels lie over 0.8. */
const voicedClarity = 0.6
const aboveFloorDb = 6
const quietestSpeechDb = -86

/** What is so far under the loudest sound of late is an echo or a breath, whatever the microphone's gain. */
const belowLoudestDb = 40
const forgetDbPerFrame = 0.2

/** Consonants belong to the voiced sounds beside them: so many frames of 10 ms after one, and before one. */
const tailFrames = 20
export const leadFrames = 8

/** Clicks and chance find a period in a frame or two, a vowel in more. */
const framesToStart = 3

export interface VoiceActivity {
  step(levelDb: number, pitch: Pitch): ActivityStep
}

export interface ActivityStep {
  /** Loud and periodic enough to be a voiced sound. */
  isVoiced: boolean
  /** How many of the latest frames, this one included, turn out to be speech now. 0 while nobody speaks. */
  claimed: number
}

/** Finds speech frame by frame: voiced sounds over the background, and the audible frames right beside them. */
export function createVoiceActivity(): VoiceActivity {
  const followFloor = createNoiseFloor()
  let loudestDb = -Infinity
  let voicedRun = 0
  let tailLeft = 0
  let waiting = 0

  function step(levelDb: number, { clarity }: Pitch): ActivityStep {
    const floorDb = followFloor(levelDb)
    loudestDb = Math.max(levelDb, loudestDb - forgetDbPerFrame)
    const audible = levelDb > Math.max(floorDb + aboveFloorDb, loudestDb - belowLoudestDb, quietestSpeechDb)
    const isVoiced = audible && clarity >= voicedClarity
    voicedRun = isVoiced ? voicedRun + 1 : 0
    if (voicedRun >= framesToStart) tailLeft = tailFrames + 1
    if (tailLeft > 0) tailLeft--
    return { isVoiced, claimed: tailLeft > 0 ? claim(audible) : wait(audible) }
  }

  function claim(audible: boolean): number {
    const claimed = audible ? waiting + 1 : 0
    waiting = 0
    return claimed
  }

  function wait(audible: boolean): number {
    waiting = audible ? Math.min(waiting + 1, leadFrames + framesToStart) : 0
    return 0
  }

  return { step }
}
