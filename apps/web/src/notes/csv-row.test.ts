import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvRow } from './csv-row.ts'

it('a row reads back as what it was, whatever its texts hold', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 6 })
  const awkward = fc.array(fc.constantFrom('"', ',', '\r\n', '\n', '=1+1', ' x ', '""', ''), { minLength: 2 })
  fc.assert(
    fc.property(fc.oneof(texts, awkward), (cells) => {
      const rows = parseCsv(csvRow(cells) + csvRow(['next', 'row']))
      const read = rows[0]?.map((cell, i) => (cell === cells[i] ? cell : cell.replace(/^'/, '')))
      expect(read).toEqual(cells)
      expect(rows[1]).toEqual(['next', 'row'])
    }),
  )
})

it.each(['=HYPERLINK("http://evil")', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'])(
  'no text is a formula to a spreadsheet: %j',
  (text) => {
    const [[cell] = []] = parseCsv(csvRow([text, 'x']))
    expect(cell).toBe(`'${text}`)
  },
)

it('a number stays a number, though it be below zero', () => {
  expect(csvRow([-0.3, null, 'plain'])).toBe('-0.3,,plain\r\n')
})

/** Reads CSV as RFC 4180 has it, one character at a time. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    const [char, next] = [text[i], text[i + 1]]
    if (isQuoted && char === '"' && next === '"') {
      cell += '"'
      i++
    } else if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && char === ',') {
      row.push(cell)
      cell = ''
    } else if (!isQuoted && char === '\r' && next === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
      i++
    } else cell += char
  }
  return rows
}
