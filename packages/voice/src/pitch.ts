import { pitchRateHz } from './audio.ts'
import { createPeriodFinder, type Periods } from './periods.ts'

export interface Pitch {
  /** Fundamental frequency in Hz, 0 where no period was found. */
  f0Hz: number
  /** Height of the peak, 0–1: the share of the signal that repeats with the period. */
  clarity: number
}

const noPitch: Pitch = { f0Hz: 0, clarity: 0 }

/*
 * Costs, in clarity, as in Praat's path finder (Boersma, IFA Proceedings 17, 1993). Errors of more than 20 % against Praat
 * 6.3.07, of the frames that both call voiced, were 2.7 % with McLeod's rule and are 1.2 % on the 59 recordings that some
 * sixty settings were tried on; on 60 others they were 3.3 % and are 2.5 %.
 */

/** For each octave that a period is longer: two periods repeat as well as one. */
const octaveCost = 0.04

/** For each octave from the frame before: a voice glides. */
const jumpCost = 0.4

/** How much of what spoke for the path so far still counts, each frame. */
const memory = 0.8

/** Under this nothing is voiced, and a new path begins. */
const leastVoiced = 0.5

/** Pitch of blocks of 320 samples at 8 kHz, each a hop after the one before: the end of the best path so far. */
export function createPitchTracker(): (block: Float32Array) => Pitch {
  const findPeriods = createPeriodFinder()
  let before = createPath()
  let path = createPath()

  return function trackPitch(block) {
    const periods = findPeriods(block)
    const best = follow(periods, before, path)
    const spare = before
    before = path
    path = spare
    if (best < 0) return noPitch
    const clarity = periods.clarities[best]
    if (clarity <= leastVoiced) before.count = 0
    return { f0Hz: pitchRateHz / periods.lags[best], clarity }
  }
}

/** Where paths end in one frame, and what speaks for each. */
interface Path {
  count: number
  octaves: Float64Array
  scores: Float64Array
}

function createPath(): Path {
  return { count: 0, octaves: new Float64Array(8), scores: new Float64Array(8) }
}

/** Carries the paths on to `periods`, and returns the index of the best. */
function follow(periods: Periods, before: Path, path: Path): number {
  path.count = periods.count
  let best = -1
  for (let i = 0; i < periods.count; i++) {
    const octave = Math.log2(periods.lags[i])
    path.octaves[i] = octave
    path.scores[i] = periods.clarities[i] - octaveCost * octave + memory * cheapestWay(before, octave)
    if (best < 0 || path.scores[i] > path.scores[best]) best = i
  }
  return best
}

/** What the best way from `before` is worth: 0 from the best path straight on, less from the others. */
function cheapestWay(before: Path, octave: number): number {
  if (before.count === 0) return 0
  let best = -Infinity
  let highest = -Infinity
  for (let i = 0; i < before.count; i++) {
    const score = before.scores[i]
    if (score > highest) highest = score
    const way = score - jumpCost * Math.abs(octave - before.octaves[i])
    if (way > best) best = way
  }
  return best - highest
}
