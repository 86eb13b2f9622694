import { column } from './frame-layout.ts'
import { createNoiseFloor } from './noise-floor.ts'
import type { Pitch } from './pitch.ts'
import { createSpeechDetector, detectorDelayFrames } from './speech-detector.ts'

/** A sound is voiced when this much of it repeats: white noise stays under 0.4 (pitch.test.ts), vowels lie over 0.8. */
const voicedClarity = 0.6
const aboveFloorDb = 6
const quietestSpeechDb = -86

/** What is so far under the loudest sound of late is an echo or a breath, whatever the microphone's gain. */
const belowLoudestDb = 40
const forgetDbPerFrame = 0.2

/** Log odds over which a frame is likely to be speech. Measured: training/evaluate-activity.ts. */
const leastOdds = -0.5

/** Chance makes a frame or two likely; a syllable lasts longer. */
const framesToStart = 5

/** A gap up to so many frames of 10 ms, the closure of a stop for one, belongs to the speech around it. */
const longestGapFrames = 14

/** How far back a frame may still be claimed. */
export const lookBackFrames = detectorDelayFrames + longestGapFrames + framesToStart

export interface VoiceActivity {
  /** Follows the measures of one more frame. */
  step(row: Float32Array, pitch: Pitch): ActivityStep
}

export interface ActivityStep {
  /** Loud and periodic enough to be a voiced sound. */
  isVoiced: boolean
  /** How many frames turn out to be speech now. 0 while nobody speaks. */
  claimed: number
}

/**
 * Finds speech frame by frame. What it claims are the frames up to the one `detectorDelayFrames` ago: each once, in order,
 * with the gaps between them that are too short to be pauses.
 */
export function createVoiceActivity(): VoiceActivity {
  const isVoiced = createVoicing()
  const detect = createSpeechDetector()
  let heard = 0
  let silentRun = 0
  let isSpeaking = false
  let likelyRun = 0
  let unlikelyRun = 0

  function step(row: Float32Array, pitch: Pitch): ActivityStep {
    const odds = detect(row)
    silentRun = row[column.levelDb] > quietestSpeechDb ? 0 : silentRun + 1
    // The answer is about a frame that was: not one before the stream, and not one in which nothing was to be heard.
    const isAudible = ++heard > detectorDelayFrames && silentRun <= detectorDelayFrames
    const isLikely = isAudible && odds > leastOdds
    return { isVoiced: isVoiced(row[column.levelDb], pitch), claimed: isLikely ? likely() : unlikely() }
  }

  function likely(): number {
    if (isSpeaking) {
      const claimed = unlikelyRun + 1
      unlikelyRun = 0
      return claimed
    }
    if (++likelyRun < framesToStart) return 0
    isSpeaking = true
    unlikelyRun = 0
    return likelyRun
  }

  function unlikely(): number {
    likelyRun = 0
    if (++unlikelyRun > longestGapFrames) isSpeaking = false
    return 0
  }

  return { step }
}

/** Says of each frame if it is loud and periodic enough to be a voiced sound. */
function createVoicing(): (levelDb: number, pitch: Pitch) => boolean {
  const followFloor = createNoiseFloor()
  let loudestDb = -Infinity

  return function isVoiced(levelDb, { clarity }) {
    const floorDb = followFloor(levelDb)
    loudestDb = Math.max(levelDb, loudestDb - forgetDbPerFrame)
    const leastDb = Math.max(floorDb + aboveFloorDb, loudestDb - belowLoudestDb, quietestSpeechDb)
    return levelDb > leastDb && clarity >= voicedClarity
  }
}
