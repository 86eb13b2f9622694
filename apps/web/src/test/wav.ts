/** A WAV file of `samples`, with a chunk in it that nobody knows. */
export function wav(
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
