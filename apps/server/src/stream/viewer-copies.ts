import type { Audience } from './audience.ts'
import { toneOf, type StoredTone } from './stored-tone.ts'

/** Events as a session's viewers are shown them: the id that they watch by stands in place of the session's. */
export interface ViewerCopies {
  of(stored: StoredTone): StoredTone
  /** As `of`, of whole frames. */
  ofFrames(bytes: Uint8Array): Buffer
}

/** A live event is copied once for all viewers: they get it one after the other. */
export function createViewerCopies({ sessionId, shownId }: Audience): ViewerCopies {
  let latest: { of: StoredTone; copy: StoredTone } | null = null

  /** 128 random bits stand nowhere but where they are meant. */
  function ofFrames(bytes: Uint8Array): Buffer {
    return Buffer.from(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString().replaceAll(sessionId, shownId),
    )
  }

  return {
    of(stored) {
      if (latest?.of !== stored) latest = { of: stored, copy: toneOf(stored.id, ofFrames(stored.frame)) }
      return latest.copy
    },
    ofFrames,
  }
}
