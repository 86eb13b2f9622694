import type { StoredTone } from '../stream/stored-tone.ts'

const columns = [
  'id',
  'timestamp',
  'label',
  'affect',
  'confidence',
  'arousal',
  'valence',
  'speaker_id',
  'shift_magnitude',
  'shift_direction',
  'prosody_flags',
  'subtext',
] as const

/** One row for each event below a row with the columns' names, as RFC 4180 has it; an event's flags have spaces between. */
export function exportCsv(events: readonly StoredTone[]): string {
  const rows = events.map(({ id, event }) => {
    const cells = { ...event, id, prosody_flags: event.prosody_flags.join(' ') }
    return columns.map((column) => csvCell(String(cells[column])))
  })
  return [columns, ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}

/** One line for each event, for people to read: when, the words, and how certain. */
export function exportTxt(events: readonly StoredTone[]): string {
  return events
    .map(({ event }) => {
      const { timestamp, subtext, confidence } = event
      return `${minutes(timestamp)}  ${subtext.replace(/:$/, '')} (${Math.round(confidence * 100)} %)\n`
    })
    .join('')
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** 75.3 is 01:15; behind an hour the minutes go on. */
function minutes(seconds: number): string {
  const whole = Math.floor(seconds)
  const parts = [Math.floor(whole / 60), whole % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}
