import type { TypedNote } from '../stores/typed-note.ts'

/** A note about the mention of an invoice, a minute into the session, unless told otherwise. */
export function typedNote(about: Partial<TypedNote> = {}): TypedNote {
  return { id: 'n', atS: 60, text: 'she mentioned the invoice', writtenAtMs: 70_000, ...about }
}
