/** One of a few values, and what it is called. */
export interface Choice<T> {
  readonly value: T
  readonly label: string
}
