import { createFlacReader, type FlacReader } from './decode-flac.ts'
import { decodeWav } from './decode-wav.ts'

/** Sound as it stood in a file: one array for each channel, −1…1. */
export interface DecodedAudio {
  channels: Float32Array[]
  sampleRateHz: number
}

export interface AudioReader {
  /** Decodes the bytes of a WAV or FLAC file. Throws an error whose message says what is wrong, in a sentence. */
  decode(bytes: Uint8Array): Promise<DecodedAudio>
  close(): void
}

/** Reads files by what they hold, whatever they are called. */
export function createAudioReader(): AudioReader {
  // Its decoder is still being compiled when the last of some WAV files is read, and can't be let go of before.
  let flac: FlacReader | null = null

  function decodeFlac(bytes: Uint8Array): Promise<DecodedAudio> {
    flac ??= createFlacReader()
    return flac.decode(bytes)
  }

  async function decode(bytes: Uint8Array): Promise<DecodedAudio> {
    if (bytes.length === 0) throw new Error('the file is empty')
    const magic = String.fromCharCode(...bytes.subarray(0, 4))
    if (magic === 'RIFF') return decodeWav(bytes)
    if (magic === 'fLaC' || magic === 'OggS') return decodeFlac(bytes)
    if (magic.startsWith('ID3')) return decodeFlac(afterId3(bytes))
    throw new Error('the file is neither WAV nor FLAC')
  }

  return { decode, close: () => flac?.close() }
}

/** Some taggers put an ID3v2 header before the FLAC data; its length stands in four 7-bit bytes. */
function afterId3(bytes: Uint8Array): Uint8Array {
  const length = bytes.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0)
  const rest = bytes.subarray(10 + length)
  if (String.fromCharCode(...rest.subarray(0, 4)) !== 'fLaC')
    throw new Error('the file is neither WAV nor FLAC')
  return rest
}
