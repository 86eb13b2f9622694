import { z } from 'zod'
import type { StoredTone } from '../stream/stored-tone.ts'

const emptyIsAbsent = (value: unknown) => (value === '' ? undefined : value)
const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number, 0 or more')
  .transform(Number)

/** Query of `GET /session/{id}/history`. */
export const historyQuerySchema = z.object({
  after: z
    .preprocess(emptyIsAbsent, wholeNumber.pipe(z.int().min(0)).default(0))
    .describe('Only events with a higher id.'),
  limit: z
    .preprocess(
      emptyIsAbsent,
      wholeNumber.pipe(z.int().min(1, 'must be 1 or more')).default(Number.MAX_SAFE_INTEGER),
    )
    .describe('At most so many, the oldest of those that match: `after` can page on from the last.'),
  min_confidence: z
    .preprocess(
      emptyIsAbsent,
      z
        .string()
        .regex(/^\d*\.?\d+$/, 'must be a number from 0 to 1')
        .transform(Number)
        .pipe(z.number().min(0).max(1, 'must be a number from 0 to 1'))
        .default(0),
    )
    .describe('Only events that are at least so sure.'),
})

export type HistoryQuery = z.infer<typeof historyQuerySchema>

/** Of thousands of `events` few may be asked for, and what one says is read from its bytes: only where it counts. */
export function selectEvents(events: StoredTone[], query: HistoryQuery): StoredTone[] {
  const selected: StoredTone[] = []
  for (const stored of events) {
    if (selected.length === query.limit) break
    if (stored.id > query.after && isSureEnough(stored, query)) selected.push(stored)
  }
  return selected
}

function isSureEnough(stored: StoredTone, { min_confidence }: HistoryQuery): boolean {
  return min_confidence === 0 || stored.event.confidence >= min_confidence
}

/** Query of `GET /session/{id}/export`. */
export const exportQuerySchema = z.object({
  format: z
    .preprocess(emptyIsAbsent, z.enum(['json', 'csv', 'txt']).default('json'))
    .describe('What kind of file.'),
})
