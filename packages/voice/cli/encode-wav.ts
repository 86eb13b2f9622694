import { sampleRateHz } from '../src/audio.ts'

const headerBytes = 44

/** A WAV file of 16-bit mono samples at 16 kHz. */
export function encodeWav(samples: Int16Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(headerBytes + samples.length * 2))
  writeTag(view, 0, 'RIFF')
  view.setUint32(4, view.byteLength - 8, true)
  writeTag(view, 8, 'WAVE')
  writeTag(view, 12, 'fmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRateHz, true)
  view.setUint32(28, sampleRateHz * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  writeTag(view, 36, 'data')
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((sample, i) => view.setInt16(headerBytes + i * 2, sample, true))
  return new Uint8Array(view.buffer)
}

function writeTag(view: DataView, at: number, tag: string): void {
  for (let i = 0; i < tag.length; i++) view.setUint8(at + i, tag.charCodeAt(i))
}
