import { clockTime } from '../messages/format-time.ts'
import type { ConversationExport, ExportedMoment } from './conversation-export.ts'
import { csvRow } from './csv-row.ts'
import type { CsvCell } from './csv-row.ts'

const columns = [
  'time',
  'kind',
  'from_s',
  'to_s',
  'word',
  'affect',
  'confidence',
  'arousal',
  'valence',
  'speaker',
  'shift',
  'shift_magnitude',
  'flags',
  'caught_up',
  'missed',
  'why',
  'note',
] as const
type Cells = Partial<Record<(typeof columns)[number], CsvCell>>

/** Tells a spreadsheet that what follows is UTF-8; without it, Excel takes an é for two other letters. */
const byteOrderMark = '\uFEFF'

/** One row a moment, below a row with the columns' names; as RFC 4180 has it. */
export function conversationCsv({ moments }: ConversationExport): string {
  const rows = moments.map((moment) => {
    const cells = cellsOf(moment)
    return csvRow(columns.map((column) => cells[column] ?? null))
  })
  return byteOrderMark + [csvRow(columns), ...rows].join('')
}

function cellsOf(moment: ExportedMoment): Cells {
  const { kind } = moment
  if (kind === 'missed') return { kind, missed: moment.count }
  if (kind === 'unheard') {
    const { fromS, toS, why } = moment
    return { kind, time: clockTime(fromS), from_s: fromS, to_s: toS, why }
  }
  const cells = { kind, time: clockTime(moment.atS), from_s: moment.atS }
  if (kind === 'note') return { ...cells, note: moment.text }
  const { word, affect, confidence, arousal, valence, speaker, shift } = moment
  return {
    ...cells,
    ...{ word, affect, confidence, arousal, valence, speaker, shift },
    shift_magnitude: moment.shiftMagnitude,
    flags: moment.flags.join(' '),
    caught_up: moment.caughtUp ? 'yes' : 'no',
  }
}
