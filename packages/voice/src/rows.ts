/** Numbers that stand row by row. */
export interface Table {
  values: Float32Array
  /** Values from one row to the next. */
  stride: number
  count: number
}

/** Statistics of many columns at once, all in the room of `Vectors`. Columns are worked out up to a multiple of 4. */
export interface Rows {
  /** Writes the first `columns` of the rows whose column `key` is at least `least`, and returns how many there are. */
  gather(table: Table, key: number, least: number, out: Float32Array, columns: number): number
  /** Writes the mean of each column, and its standard deviation `columns` values after it. At least one row. */
  spread(table: Table, out: Float32Array, columns: number): void
  /**
   * Writes how each column moves, `columns` values apart: Σ of the sizes of its steps; of the sizes of ten times its slopes by
   * regression over five rows (HTK's deltas), the rows at the ends repeated; of the squares of these; and of its values times their
   * distance from the middle row. At least one row.
   */
  move(table: Table, out: Float32Array, columns: number): void
  /** Writes four columns from `first` on, each sorted, row by row. At least one row. */
  sort(table: Table, first: number, out: Float32Array): void
}
