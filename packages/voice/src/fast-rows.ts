import type { Rows } from './rows.ts'

const bytesPerValue = 4

/** What rows.wat exports. */
export interface RowsCode {
  gather(...numbers: number[]): number
  spread(...numbers: number[]): void
  move(...numbers: number[]): void
  sort(...numbers: number[]): void
}

export function fastRows({ gather, spread, move, sort }: RowsCode): Rows {
  return {
    gather: ({ values, stride, count }, key, least, out, columns) =>
      gather(
        ...[values.byteOffset, bytesPerValue * stride, count, bytesPerValue * key, least],
        ...[out.byteOffset, bytesPerValue * columns],
      ),
    spread: ({ values, stride, count }, out, columns) =>
      spread(values.byteOffset, bytesPerValue * stride, count, out.byteOffset, bytesPerValue * columns),
    move: ({ values, stride, count }, out, columns) =>
      move(values.byteOffset, bytesPerValue * stride, count, out.byteOffset, bytesPerValue * columns),
    sort: ({ values, stride, count }, first, out) =>
      sort(
        ...[values.byteOffset + bytesPerValue * first, bytesPerValue * stride, count],
        ...[out.byteOffset, count > 1 ? 2 ** (31 - Math.clz32(count - 1)) : 0],
      ),
  }
}
