import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { tone } from '../test/sounds.ts'
import { createAudioReader } from './decode-audio.ts'
import { encodeWav } from './encode-wav.ts'
import { toInt16 } from './to-pcm.ts'

const reader = createAudioReader()
const flac = readFileSync(join(import.meta.dirname, '../test/fixtures/angry-german.flac'))
const wav = encodeWav(toInt16(tone(220, [1], 0.5, 0.5)))

afterAll(() => reader.close())

describe('WAV', () => {
  it('reads back what was written', async () => {
    const { channels, sampleRateHz } = await reader.decode(wav)
    expect(sampleRateHz).toBe(16_000)
    expect(channels).toHaveLength(1)
    expect(toInt16(channels[0] ?? new Float32Array())).toEqual(toInt16(tone(220, [1], 0.5, 0.5)))
  })

  it('needs no decoder of anything else: a reader can be closed as soon as it is read', async () => {
    const another = createAudioReader()
    await another.decode(wav)
    expect(another.close).not.toThrow()
  })

  it.each([
    ['8-bit', { bits: 8, code: 1 }, [0, 128, 255], [-1, 0, 127 / 128]],
    ['24-bit', { bits: 24, code: 1 }, [0, 0, 0x80, 0, 0, 0x40, 0xff, 0xff, 0xff], [-1, 0.5, -1 / 2 ** 23]],
    ['32-bit', { bits: 32, code: 1 }, [0, 0, 0, 0x80, 0, 0, 0, 0x40], [-1, 0.5]],
    ['float', { bits: 32, code: 3 }, [...new Uint8Array(Float32Array.of(0.25, -0.75).buffer)], [0.25, -0.75]],
    [
      'not a number',
      { bits: 32, code: 3 },
      [...new Uint8Array(Float32Array.of(NaN, Infinity).buffer)],
      [0, 0],
    ],
  ])('reads %s samples', async (_, format, bytes, expected) => {
    const { channels } = await reader.decode(wavOf({ ...format, channels: 1 }, bytes))
    expect(Array.from(channels[0] ?? [])).toEqual(expected.map((value) => expect.closeTo(value, 7)))
  })

  it('reads the channels of an extensible file apart', async () => {
    const { channels } = await reader.decode(extensible([0, 0x40, 0, 0xc0, 0, 0x20, 0, 0xe0]))
    expect(channels.map((channel) => Array.from(channel))).toEqual([
      [0.5, 0.25],
      [-0.5, -0.25],
    ])
  })

  it('reads a file whose recorder never came to write its length', async () => {
    const streamed = wav.slice()
    streamed.fill(0xff, 40, 44)
    expect((await reader.decode(streamed)).channels[0]).toHaveLength(8000)
  })
})

describe('FLAC', () => {
  it('reads 2 s at 16 kHz', async () => {
    const { channels, sampleRateHz } = await reader.decode(flac)
    expect(sampleRateHz).toBe(16_000)
    expect(channels.map(({ length }) => length)).toEqual([32_000])
  })

  it('reads the next file after a damaged one', async () => {
    await expect(reader.decode(flac.subarray(0, 6000))).rejects.toThrow(/cut short|damaged/)
    expect((await reader.decode(flac)).channels[0]).toHaveLength(32_000)
  })
})

describe('what can’t be read says why', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(), /empty/],
    ['text', new TextEncoder().encode('hello, this is no sound'), /neither WAV nor FLAC/],
    ['three bytes', Uint8Array.of(1, 2, 3), /neither WAV nor FLAC/],
    ['a WAV file cut in its header', wav.subarray(0, 30), /damaged|cut short/],
    ['a WAV file cut in its samples', wav.subarray(0, 4000), /cut short/],
    ['a WAV file without samples', wavOf({ bits: 16, code: 1, channels: 1 }, []), /no sound/],
    ['compressed WAV', wavOf({ bits: 4, code: 2, channels: 1 }, [1, 2, 3, 4]), /format 2/],
    ['a WAV file without channels', wavOf({ bits: 16, code: 1, channels: 0 }, [1, 2]), /no channels/],
    ['a FLAC header alone', flac.subarray(0, 60), /no sound|damaged|cut short/],
    ['FLAC of noise', Uint8Array.from(flac, (byte, i) => (i < 60 ? byte : (i * 7919) % 251)), /./],
  ])('%s', async (_, bytes, message) => {
    await expect(reader.decode(bytes)).rejects.toThrow(message)
  })
})

interface Format {
  bits: number
  code: number
  channels: number
}

function wavOf({ bits, code, channels }: Format, data: readonly number[]): Uint8Array {
  const blockBytes = (bits / 8) * channels
  return riff(
    [
      ...u16(code),
      ...u16(channels),
      ...u32(16_000),
      ...u32(16_000 * blockBytes),
      ...u16(blockBytes),
      ...u16(bits),
    ],
    data,
  )
}

function extensible(data: readonly number[]): Uint8Array {
  const plain = [...u16(0xfffe), ...u16(2), ...u32(48_000), ...u32(192_000), ...u16(4), ...u16(16)]
  return riff(
    [...plain, ...u16(22), ...u16(16), ...u32(3), ...u16(1), ...new Array<number>(14).fill(0)],
    data,
  )
}

function riff(format: readonly number[], data: readonly number[]): Uint8Array {
  const body = [
    ...tag('WAVE'),
    ...tag('fmt '),
    ...u32(format.length),
    ...format,
    ...tag('data'),
    ...u32(data.length),
    ...data,
  ]
  return Uint8Array.from([...tag('RIFF'), ...u32(body.length), ...body])
}

function tag(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0))
}

function u16(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff]
}

function u32(value: number): number[] {
  return [...u16(value & 0xffff), ...u16(Math.floor(value / 65_536))]
}
