import { encode } from 'uqr'

/** A QR code as one path in a square of `size` units, a unit a module, its quiet zone within. */
export interface QrDrawing {
  readonly size: number
  readonly path: string
}

/** White around the code, modules: ISO/IEC 18004 asks for four, and scanners look for it. */
const quietModules = 4

/** Draws `text` as a QR code that is still read with 15 % of it hidden. */
export function qrDrawing(text: string): QrDrawing {
  const { size, data } = encode(text, { ecc: 'M', border: quietModules })
  return { size, path: data.map(rowPath).join('') }
}

/** Each run of dark modules is one box: neighbours drawn apart would show hairlines between them. */
function rowPath(row: readonly boolean[], y: number): string {
  const starts = row.flatMap((isDark, x) => (isDark && !row[x - 1] ? [x] : []))
  return starts.map((x) => boxPath(x, y, runLength(row, x))).join('')
}

function runLength(row: readonly boolean[], from: number): number {
  const end = row.indexOf(false, from)
  return (end < 0 ? row.length : end) - from
}

function boxPath(x: number, y: number, length: number): string {
  return `M${x} ${y}h${length}v1h-${length}z`
}
