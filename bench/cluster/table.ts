import { loadavg } from 'node:os'
import type { Row } from '../support/report.ts'

export { bytes, count, ms, share, us } from '../support/format.ts'
export type { Row }

/** `goal` is what the figure has to be; '' where nothing was promised. */
export function row(what: string, figure: string, goal = ''): Row {
  return { what, figure, peer: '', ratio: '', goal, met: null }
}

/** The load of the machine before anything of it was measured belongs to a figure. */
export function heading(part: string): Row {
  return row(`— ${part} (load before: ${(loadavg()[0] ?? NaN).toFixed(2)})`, '')
}
