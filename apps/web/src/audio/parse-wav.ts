/** A RIFF/WAVE file's samples; null unless it is 16 kHz mono Int16 PCM, the only form that is bundled. */
export function parseWav(file: ArrayBuffer): Int16Array<ArrayBuffer> | null {
  const view = new DataView(file)
  if (file.byteLength < 12 || tagAt(view, 0) !== 'RIFF' || tagAt(view, 8) !== 'WAVE') return null
  let isOurs = false
  for (let at = 12; at + 8 <= file.byteLength;) {
    const size = view.getUint32(at + 4, true)
    if (tagAt(view, at) === 'fmt ') isOurs = isWireFormat(view, at + 8)
    if (tagAt(view, at) === 'data') return isOurs ? samplesOf(file, at + 8, size) : null
    // Chunks are padded to an even length.
    at += 8 + size + (size % 2)
  }
  return null
}

function isWireFormat(view: DataView, at: number): boolean {
  const pcm = 1
  return (
    view.getUint16(at, true) === pcm &&
    view.getUint16(at + 2, true) === 1 &&
    view.getUint32(at + 4, true) === 16_000 &&
    view.getUint16(at + 14, true) === 16
  )
}

function samplesOf(file: ArrayBuffer, at: number, size: number): Int16Array<ArrayBuffer> {
  const bytes = Math.min(size, file.byteLength - at)
  return new Int16Array(file.slice(at, at + bytes - (bytes % 2)))
}

function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  )
}
