import { loadavg } from 'node:os'

/** A line of what this bench prints. */
export interface Row {
  readonly what: string
  readonly figure: string
  /** What it has to be; '' where nothing was promised. */
  readonly goal: string
}

export function row(what: string, figure: string, goal = ''): Row {
  return { what, figure, goal }
}

/** The load of the machine before anything of it was measured belongs to a figure. */
export function heading(part: string): Row {
  return row(`— ${part} (load before: ${(loadavg()[0] ?? NaN).toFixed(2)})`, '')
}

export function printTable(rows: readonly Row[]): void {
  const width = (of: (each: Row) => string) => Math.max(...rows.map((each) => of(each).length))
  const [first, second] = [width(({ what }) => what), width(({ figure }) => figure)]
  for (const { what, figure, goal } of rows)
    console.log(`${what.padEnd(first)}  ${figure.padStart(second)}  ${goal}`.trimEnd())
}

export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`
}

export function us(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} µs`
}

export function bytes(value: number): string {
  return value < 10_000 ? `${value.toFixed(0)} B` : `${(value / 1000).toFixed(1)} kB`
}

export function count(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: value < 100 ? 2 : 0 })
}

export function share(part: number): string {
  return `${(part * 100).toFixed(part < 0.1 ? 1 : 0)} %`
}
