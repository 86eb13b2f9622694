import { fromBase64 } from './base64.ts'

/** Numbers as 8-bit steps of `scale`, row by row, in base64: a weight needs no more, and a bundle loads it as text. */
export interface PackedMatrix {
  /** One a row; the rows share the bytes evenly. */
  scales: number[]
  base64: string
}

/** The numbers of a packed matrix, row by row. */
export function unpackMatrix(packed: PackedMatrix): Float64Array {
  const { scales } = packed
  const steps = stepsOf(packed)
  const columns = steps.length / scales.length
  return Float64Array.from(steps, (step, index) => step * scales[Math.floor(index / columns)])
}

/** The steps of a packed matrix, row by row. */
export function stepsOf({ base64 }: PackedMatrix): Int8Array {
  return new Int8Array(fromBase64(base64).buffer)
}
