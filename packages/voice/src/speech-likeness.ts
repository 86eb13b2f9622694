import { column, frameColumns, type SpeechFrames } from './frame-layout.ts'
import { percentiles } from './percentiles.ts'
import { pitchSteps } from './pitch-steps.ts'
import { deviationOf, meanOf } from './statistics.ts'
import { voicedValues } from './voiced-values.ts'

/*
 * The second look at what was found to be speech. A hum, a beep, a fan and a plucked string are as periodic as a voice, but
 * they stand still: their pitch stays for whole notes, their spectrum for longer. In brackets the lowest 0.5 % of windows
 * of voices that nothing was learnt from, the lowest of clean, pink noise of 10 dB, room and telephone. All four together let
 * 99.9 % of windows of 1.1 s pass, clean or in a room, 99.5 % on the telephone, 98.8 % in the noise
 * (training/evaluate-gates.ts); the sounds of test/sounds.ts miss at least one by far.
 */
const leastStepSt = 0.03 // (0.045) median change of F0 in 10 ms; tones and notes 0.00–0.01
const leastFluxDb = 1.8 // (2.05) mean change of the mel spectrum in 10 ms; sweeps 0.4–1.8, tones 0.1
const leastLevelSpreadDb = 2.7 // (3.6) syllables rise and fall; fans and sweeps 0.1–1.2, notes up to 2.7
const leastVoicedShare = 0.18 // (0.27)

/** True where a stretch of sound, however short, moves as a voice does in pitch and spectrum. */
export function movesLikeVoice(frames: SpeechFrames): boolean {
  const [middleStep] = percentiles(pitchSteps(frames).map(Math.abs), [0.5])
  return middleStep >= leastStepSt && meanOf(voicedValues(frames, column.fluxDb)) >= leastFluxDb
}

/** True where a second or more of sound has the voiced parts and the syllables of speech, too. */
export function isSpeechLike(frames: SpeechFrames): boolean {
  const levels = new Float32Array(frames.count)
  for (let row = 0; row < frames.count; row++)
    levels[row] = frames.values[row * frameColumns + column.levelDb]
  const voicedShare = voicedValues(frames, column.isVoiced).length / Math.max(1, frames.count)
  return (
    voicedShare >= leastVoicedShare &&
    deviationOf(levels, meanOf(levels)) >= leastLevelSpreadDb &&
    movesLikeVoice(frames)
  )
}
