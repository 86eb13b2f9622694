import { describe, expect, it } from 'vitest'
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

function wav(
  samples: number[],
  { channels = 1, rateHz = 16_000, bits = 16, tag = 'RIFF' } = {},
): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(12 + 11 + 1 + 24 + 8 + samples.length * 2))
  const write = (at: number, text: string) =>
    [...text].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)))
  write(0, tag)
  write(8, 'WAVE')
  // A LIST chunk of an odd length, which is padded.
  write(12, 'LIST')
  view.setUint32(16, 3, true)
  write(24, 'fmt ')
  view.setUint32(28, 16, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, channels, true)
  view.setUint32(36, rateHz, true)
  view.setUint16(46, bits, true)
  write(48, 'data')
  view.setUint32(52, samples.length * 2, true)
  samples.forEach((sample, i) => view.setInt16(56 + i * 2, sample, true))
  return view.buffer
}
