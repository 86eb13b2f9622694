import type { Rows, Table } from './rows.ts'

/** The same as in rows.wat, in sums of doubles. Any arrays will do. */
export const plainRows: Rows = {
  gather({ values, stride, count }, key, least, out, columns) {
    let found = 0
    for (let row = 0; row < count; row++) {
      if (values[row * stride + key] < least) continue
      out.set(values.subarray(row * stride, row * stride + columns), found * columns)
      found++
    }
    return found
  },
  spread(table, out, columns) {
    for (let index = 0; index < columns; index++) {
      let [sum, squares] = [0, 0]
      walk(table, index, (value) => (sum += value))
      const mean = sum / table.count
      walk(table, index, (value) => (squares += (value - mean) ** 2))
      out[index] = mean
      out[columns + index] = Math.sqrt(squares / table.count)
    }
  },
  move(table, out, columns) {
    const last = table.count - 1
    for (let index = 0; index < columns; index++) {
      let [steps, sizes, squares, products] = [0, 0, 0, 0]
      const at = (row: number) => table.values[Math.max(0, Math.min(last, row)) * table.stride + index]
      walk(table, index, (value, row) => {
        const slope = at(row + 1) - at(row - 1) + 2 * (at(row + 2) - at(row - 2))
        steps += Math.abs(value - at(row - 1))
        sizes += Math.abs(slope)
        squares += slope * slope
        products += (row - last / 2) * value
      })
      ;[steps, sizes, squares, products].forEach((sum, i) => (out[i * columns + index] = sum))
    }
  },
  sort({ values, stride, count }, first, out) {
    for (let index = 0; index < 4; index++) {
      const column = Float32Array.from({ length: count }, (_, row) => values[row * stride + first + index])
      column.sort().forEach((value, row) => (out[4 * row + index] = value))
    }
  },
}

function walk(
  { values, stride, count }: Table,
  index: number,
  visit: (value: number, row: number) => void,
): void {
  for (let row = 0; row < count; row++) visit(values[row * stride + index], row)
}
