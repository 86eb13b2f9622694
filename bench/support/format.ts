/** `value` milliseconds, to three figures. */
export function ms(value: number): string {
  return `${short(value)} ms`
}

export function us(value: number): string {
  return `${short(value)} µs`
}

/** Bytes in thousands, as Redis and operators count them. */
export function bytes(value: number): string {
  if (value < 1_000) return `${value.toFixed(0)} B`
  return value < 1_000_000 ? `${short(value / 1_000)} kB` : `${short(value / 1_000_000)} MB`
}

export function count(value: number): string {
  return value < 100 ? short(value) : value.toLocaleString('en-GB', { maximumFractionDigits: 0 })
}

export function share(part: number): string {
  return `${short(part * 100)} %`
}

export function times(ratio: number): string {
  return `${ratio.toFixed(2)} ×`
}

function short(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.01))))
  return Number(value.toFixed(digits)).toString()
}
