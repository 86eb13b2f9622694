import type { DecodedAudio } from './decode-audio.ts'

interface WavFormat {
  isFloat: boolean
  channels: number
  sampleRateHz: number
  bitsPerSample: number
}

const pcm = 1
const ieeeFloat = 3
const extensible = 0xfffe

/**
 * Decodes RIFF/WAVE: integer PCM of 8, 16, 24 or 32 bits, float of 32 or 64, plain or extensible. Written out, for the
 * WAV packages looked at either can't say why a file is broken or haven't been kept for years.
 */
export function decodeWav(bytes: Uint8Array): DecodedAudio {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 12 || tagAt(view, 8) !== 'WAVE') throw new Error('the file is not a WAV file')
  const chunks = listChunks(view)
  const format = readFormat(view, chunks.get('fmt '))
  const data = chunks.get('data')
  if (!data) throw new Error('the WAV file has no data chunk: it is cut short')
  return { channels: readSamples(view, data, format), sampleRateHz: format.sampleRateHz }
}

interface Chunk {
  from: number
  length: number
}

function listChunks(view: DataView): Map<string, Chunk> {
  const chunks = new Map<string, Chunk>()
  let from = 12
  while (from + 8 <= view.byteLength) {
    const tag = tagAt(view, from)
    const length = view.getUint32(from + 4, true)
    if (!chunks.has(tag)) chunks.set(tag, { from: from + 8, length })
    // Chunks begin at even bytes.
    from += 8 + length + (length % 2)
  }
  return chunks
}

function readFormat(view: DataView, chunk: Chunk | undefined): WavFormat {
  if (!chunk || chunk.length < 16 || chunk.from + chunk.length > view.byteLength)
    throw new Error('the WAV file has no format chunk: it is damaged')
  const tag = view.getUint16(chunk.from, true)
  // An extensible format names the real one in the first two bytes of its sub-format.
  const code = tag === extensible && chunk.length >= 26 ? view.getUint16(chunk.from + 24, true) : tag
  const format = {
    isFloat: code === ieeeFloat,
    channels: view.getUint16(chunk.from + 2, true),
    sampleRateHz: view.getUint32(chunk.from + 4, true),
    bitsPerSample: view.getUint16(chunk.from + 14, true),
  }
  checkFormat(code, format)
  return format
}

function checkFormat(code: number, { isFloat, channels, sampleRateHz, bitsPerSample }: WavFormat): void {
  const widths = isFloat ? [32, 64] : [8, 16, 24, 32]
  if ((code !== pcm && !isFloat) || !widths.includes(bitsPerSample))
    throw new Error(
      `the WAV file holds a kind of samples that can't be read (format ${code}, ${bitsPerSample} bits)`,
    )
  if (channels === 0) throw new Error('the WAV file has no channels')
  if (sampleRateHz < 1000 || sampleRateHz > 768_000)
    throw new Error(`the WAV file gives a sample rate of ${sampleRateHz} Hz`)
}

function readSamples(view: DataView, { from, length }: Chunk, format: WavFormat): Float32Array[] {
  const bytesPerSample = format.bitsPerSample / 8
  // A recorder that streams doesn't know the length at the start and writes 0 or the largest number.
  const isStreamed = length === 0xffffffff || (length === 0 && view.byteLength > from)
  if (!isStreamed && from + length > view.byteLength) throw new Error('the WAV file is cut short')
  const bytes = isStreamed ? view.byteLength - from : length
  const count = Math.floor(bytes / (bytesPerSample * format.channels))
  if (count === 0) throw new Error('the WAV file holds no sound')
  const read = sampleReader(view, format)
  return Array.from({ length: format.channels }, (_, channel) =>
    Float32Array.from({ length: count }, (_, i) =>
      read(from + (i * format.channels + channel) * bytesPerSample),
    ),
  )
}

function sampleReader(view: DataView, { isFloat, bitsPerSample }: WavFormat): (offset: number) => number {
  if (isFloat)
    return finiteOr0(
      bitsPerSample === 32 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true),
    )
  if (bitsPerSample === 8) return (at) => (view.getUint8(at) - 128) / 128
  if (bitsPerSample === 16) return (at) => view.getInt16(at, true) / 32_768
  if (bitsPerSample === 24) return (at) => (view.getUint8(at) + 256 * view.getInt16(at + 1, true)) / 8_388_608
  return (at) => view.getInt32(at, true) / 2_147_483_648
}

function finiteOr0(read: (offset: number) => number): (offset: number) => number {
  return (offset) => {
    const value = read(offset)
    return Number.isFinite(value) ? value : 0
  }
}

function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  )
}
