import { encodedTone, type StoredTone } from './stored-tone.ts'

/** Events as viewers are shown them: the id that they watch by stands in place of the session's. */
export interface ViewerCopies {
  of(stored: StoredTone, viewerId: string): StoredTone
}

/** Each live event is copied and encoded once for all viewers of its session: they get it one after the other. */
export function createViewerCopies(): ViewerCopies {
  let latest: { of: StoredTone; copy: StoredTone } | null = null
  return {
    of(stored, viewerId) {
      // A session has one viewer id, so the event alone is the key.
      if (latest?.of !== stored) latest = { of: stored, copy: copyOf(stored, viewerId) }
      return latest.copy
    },
  }
}

function copyOf({ id, event }: StoredTone, viewerId: string): StoredTone {
  return encodedTone(id, JSON.stringify({ ...event, session_id: viewerId }))
}
