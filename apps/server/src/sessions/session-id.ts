import { randomFillSync } from 'node:crypto'

const idBytes = 16
/** Random bytes are drawn for so many ids at once: drawn singly they cost more than the rest of a session. */
const idsTogether = 256

/** Makes ids: 128 random bits as base64url, 22 characters. Knowing one is the right to control the session, or as a viewer's id to watch it. */
export function createSessionIds(): () => string {
  const drawn = Buffer.alloc(idBytes * idsTogether)
  let at = drawn.length
  return () => {
    if (at === drawn.length) {
      randomFillSync(drawn)
      at = 0
    }
    at += idBytes
    return drawn.toString('base64url', at - idBytes, at)
  }
}

/** False for what can't be the id of any session or viewer: nobody need be asked. */
export function isSessionId(text: string): boolean {
  return /^[\w-]{22}$/.test(text)
}
