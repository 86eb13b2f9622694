/** Who watches: the session, and the id by which it is shown to them, which is the session's own for owners. */
export interface Audience {
  readonly sessionId: string
  readonly shownId: string
}

export function isViewer({ sessionId, shownId }: Audience): boolean {
  return sessionId !== shownId
}
