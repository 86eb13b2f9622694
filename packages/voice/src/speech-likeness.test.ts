import { describe, expect, it } from 'vitest'
import { readFixture } from '../test/fixture.ts'
import { beeps, fan, hum, music, square, sweep, toPcm, tone } from '../test/sounds.ts'
import { createBlockReader } from './block-reader.ts'
import { collectSpeech } from './collect-speech.ts'
import { createFrameAnalyser } from './frame-analyser.ts'
import { column, frameColumns, type SpeechFrames } from './frame-layout.ts'
import { isSpeechLike, movesLikeVoice } from './speech-likeness.ts'
import { firstWindowFrames, windowsOver } from './speech-window.ts'

const windows = windowsOver(collectSpeech(toPcm(await readFixture())), firstWindowFrames)

it('takes each window of speech for speech', () => {
  expect(windows.length).toBeGreaterThan(0)
  for (const window of windows) {
    expect(movesLikeVoice(window)).toBe(true)
    expect(isSpeechLike(window)).toBe(true)
  }
})

describe('what stands still is no speech, even where all of it was claimed to be', () => {
  it.each<[string, Float32Array]>([
    ['hum', hum(50, 2, 0.3)],
    ['a held note', tone(220, [1, 0.5, 0.3], 2, 0.3)],
    ['beeps', beeps(440, 2, 0.4)],
    ['a fan', fan(2, 0.2)],
    ['a square wave', square(120, 2, 0.5)],
    ['a slow sweep', sweep(60, 600, 3, 2, 0.5)],
    ['plucked music', music(2, 0.5)],
  ])('%s', (_, sound) => {
    expect(isSpeechLike(allFramesOf(sound))).toBe(false)
  })
})

/** Every frame, voiced where it is periodic. */
function allFramesOf(sound: Float32Array): SpeechFrames {
  const analyser = createFrameAnalyser()
  const rows: number[] = []
  let count = 0
  createBlockReader().read(toPcm(sound), (block) => {
    const row = new Float32Array(frameColumns)
    row[column.isVoiced] = analyser.analyse(block, row).clarity >= 0.6 ? 1 : 0
    rows.push(...row)
    count++
  })
  return { values: Float32Array.from(rows), count }
}
