import { shallowRef } from 'vue'
import type { SessionClient } from '../../api/session-client.ts'
import type { QrDrawing } from './qr-drawing.ts'

export interface WatchLink {
  readonly address: string
  /** Null where the code that draws it couldn't be fetched: the address does without. */
  readonly code: QrDrawing | null
}

export interface UseWatchLinkOptions {
  readonly sessionId: string
  readonly client: Pick<SessionClient, 'share'>
  readonly origin: string
  /** Fetched when it is needed: no page but this one draws codes. */
  readonly fetchDrawing: () => Promise<(text: string) => QrDrawing>
}

/** The address under which others watch the session. It holds an id that can read, never the session's own. */
export function useWatchLink({ sessionId, client, origin, fetchDrawing }: UseWatchLinkOptions) {
  const link = shallowRef<WatchLink | null>(null)
  const trouble = shallowRef<'gone' | 'unreachable' | null>(null)

  /** Asks for it; asked again, whatever was missing is tried once more. */
  async function ask(): Promise<void> {
    trouble.value = null
    const [answer, draw] = await Promise.all([client.share(sessionId), fetchDrawing().catch(() => null)])
    if ('refusal' in answer) {
      trouble.value = answer.refusal
      return
    }
    const address = `${origin}/watch/${encodeURIComponent(answer.viewerId)}`
    link.value = { address, code: draw && draw(address) }
  }

  return { link, trouble, ask }
}
