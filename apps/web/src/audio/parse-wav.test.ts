import { describe, expect, it } from 'vitest'
import { wav } from '../test/wav.ts'
import { parseWav } from './parse-wav.ts'

describe('parseWav', () => {
  it('reads 16 kHz mono Int16, past chunks that it doesn’t know', () => {
    expect(Array.from(parseWav(wav([1, -2, 300])) ?? [])).toEqual([1, -2, 300])
  })

  it.each([{ channels: 2 }, { rateHz: 44_100 }, { bits: 8 }, { tag: 'OggS' }])('turns %o away', (about) => {
    expect(parseWav(wav([1, 2], about))).toBeNull()
  })

  it('reads what is there of a file that was cut', () => {
    expect(parseWav(wav([1, 2, 3]).slice(0, -3))).toHaveLength(1)
  })

  it('turns away what is no file at all', () => {
    expect(parseWav(new ArrayBuffer(5))).toBeNull()
  })
})
