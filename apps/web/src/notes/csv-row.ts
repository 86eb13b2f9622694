/** Null: there is nothing to say. */
export type CsvCell = string | number | null

/** What makes a spreadsheet take a text for a formula, which could do anything (OWASP, CSV injection). */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/u

/** One row of a CSV file, with its end (RFC 4180). Texts are quoted where they must be, and never are formulas. */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(written).join(',')}\r\n`
}

function written(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  // The apostrophe is what people type in a spreadsheet to say: this is text.
  const text = formulaStart.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
