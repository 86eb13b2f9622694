import { describe, expect, it } from 'vitest'
import { readFixture } from '../test/fixture.ts'
import { toPcm } from '../test/sounds.ts'
import { createBlockReader } from './block-reader.ts'
import { createFrameAnalyser } from './frame-analyser.ts'
import { column, frameColumns } from './frame-layout.ts'
import { melToHz } from './mel.ts'
import { meanOf } from './statistics.ts'

/*
 * What Praat 6.3.07 finds in the fixture, printed by
 *   praat --run training/praat-reference.praat "$PWD/test/fixtures/angry-german.flac"
 */
const praat = {
  jitter: 0.024,
  shimmerDb: 1.11,
  harmonicityDb: 6.91,
  levelDb: -18.17,
  centroidHz: 1280,
  alphaRatioDb: -0.55,
  /** Each 50 ms from 40 ms on, 0 where unvoiced. */
  f0Hz: [
    0, 0, 156.4, 157.5, 147.0, 148.4, 169.0, 0, 0, 235.9, 225.1, 221.1, 181.1, 195.6, 0, 0, 0, 187.8, 0,
    236.8, 243.7, 0, 0, 289.5, 285.0, 195.6, 0, 0, 0, 202.4, 186.0, 180.2, 0, 0, 0, 0, 0, 0, 0,
  ],
}

const rows = await analyseFixture()
const voiced = rows.filter((row) => row[column.isVoiced] > 0)

describe('a recording as Praat measures it', () => {
  it('has its F0 within 1 %, one leap of the voice aside', () => {
    const both = praat.f0Hz.flatMap((reference, i) => {
      // A block's middle lies 20 ms after its start.
      const row = rows[2 + 5 * i]
      return reference > 0 && row[column.isVoiced] > 0
        ? [(55 * 2 ** (row[column.f0St] / 12)) / reference]
        : []
    })
    expect(both.length).toBeGreaterThanOrEqual(10)
    const far = both.filter((ratio) => Math.abs(ratio - 1) > 0.01)
    // The voice falls from 268 to 185 Hz within 30 ms there: Praat has 196 Hz, the frame 210.
    expect(far.length).toBeLessThanOrEqual(1)
  })

  // Over 59 recordings of both corpora the mean is 0.030 against Praat's 0.025, and 1.55 dB against 1.14.
  it('has its jitter within a quarter, its shimmer within 1 dB', () => {
    expect(mean(column.jitter) / praat.jitter).toBeGreaterThan(0.75)
    expect(mean(column.jitter) / praat.jitter).toBeLessThan(1.25)
    expect(Math.abs(mean(column.shimmerDb) - praat.shimmerDb)).toBeLessThan(1)
  })

  // Over the same recordings the mean is 9.4 dB against Praat's 10.1.
  it('has its harmonics-to-noise ratio within 2 dB', () => {
    expect(Math.abs(mean(column.harmonicityDb) - praat.harmonicityDb)).toBeLessThan(2)
  })

  it('has its level within 0.2 dB, its centre of gravity within 2 %, its alpha ratio within 0.3 dB', () => {
    const power = rows.map((row) => 10 ** (row[column.levelDb] / 10))
    const total = power.reduce((a, b) => a + b)
    const weighted = (valueOf: (row: Float32Array) => number) =>
      rows.reduce((sum, row, i) => sum + power[i] * valueOf(row), 0) / total
    const share = weighted((row) => 1 / (1 + 10 ** (-row[column.alphaRatioDb] / 10)))
    expect(Math.abs(10 * Math.log10(total / rows.length) - praat.levelDb)).toBeLessThan(0.2)
    expect(Math.abs(weighted((row) => melToHz(row[column.centroid])) / praat.centroidHz - 1)).toBeLessThan(
      0.02,
    )
    expect(Math.abs(10 * Math.log10(share / (1 - share)) - praat.alphaRatioDb)).toBeLessThan(0.3)
  })
})

function mean(index: number): number {
  return meanOf(Float32Array.from(voiced, (row) => row[index]))
}

async function analyseFixture(): Promise<Float32Array[]> {
  const found: Float32Array[] = []
  const analyser = createFrameAnalyser()
  createBlockReader().read(toPcm(await readFixture()), (block) => {
    const row = new Float32Array(frameColumns)
    const { clarity } = analyser.analyse(block, row)
    row[column.isVoiced] = clarity >= 0.6 && row[column.levelDb] > -60 ? 1 : 0
    found.push(row)
  })
  return found
}
