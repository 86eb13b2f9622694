import jsQr from 'jsqr'

const modulePx = 4

/** What a camera reads in the QR code that a dark terminal shows with `text`; null where it reads none. */
export function readTerminalCode(text: string): string | null {
  const lines = text.split('\n').filter((line) => /^[█▀▄ ]{20,}$/.test(line))
  // A character is one module wide and two high.
  const rows = lines.flatMap((line) => [
    [...line].map((c) => '█▀'.includes(c)),
    [...line].map((c) => '█▄'.includes(c)),
  ])
  const width = (rows[0]?.length ?? 0) * modulePx
  const pixels = rows.flatMap((row) => {
    const line = row.flatMap((isLight) => Array.from({ length: modulePx }, () => rgba(isLight)))
    return Array.from({ length: modulePx }, () => line).flat(2)
  })
  const image = Uint8ClampedArray.from(pixels)
  return jsQr(image, width, rows.length * modulePx, { inversionAttempts: 'dontInvert' })?.data ?? null
}

function rgba(isLight: boolean): number[] {
  const level = isLight ? 255 : 0
  return [level, level, level, 255]
}
