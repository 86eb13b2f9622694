import { storedTone, type StoredTone } from './stored-tone.ts'

/** Events as viewers are shown them: the id that they watch by stands in place of the session's. */
export interface ViewerCopies {
  of(stored: StoredTone, viewerId: string): StoredTone
}

/** Each event is copied and encoded once for all viewers of its session, and forgotten together with it. */
export function createViewerCopies(): ViewerCopies {
  // A session has one viewer id, so the event alone is the key.
  const copies = new WeakMap<StoredTone, StoredTone>()
  return {
    of(stored, viewerId) {
      const copy = copies.get(stored) ?? copyOf(stored, viewerId)
      copies.set(stored, copy)
      return copy
    },
  }
}

function copyOf({ id, event }: StoredTone, viewerId: string): StoredTone {
  return storedTone(id, { ...event, session_id: viewerId })
}
