import type { Row } from './report.ts'

const columns = [
  ['what', ({ what }: Row) => what],
  ['figure', ({ figure }: Row) => figure],
  ['beside it', ({ peer }: Row) => peer],
  ['ratio', ({ ratio }: Row) => ratio],
  ['to reach', ({ goal }: Row) => goal],
  ['', ({ met }: Row) => (met === null ? '' : met ? 'yes' : 'NO')],
] as const

/** A table in Markdown, with columns of one width so that it reads in a terminal too. */
export function printTable(rows: readonly Row[]): void {
  const cells = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, of]) => of(row)))]
  const widths = columns.map((_, at) => Math.max(3, ...cells.map((line) => (line[at] ?? '').length)))
  const print = (line: readonly string[]) =>
    console.log(`| ${widths.map((width, at) => (line[at] ?? '').padEnd(width)).join(' | ')} |`)
  const [head = [], ...body] = cells
  print(head)
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`)
  for (const line of body) print(line)
}
