import { historySchema, sessionSchema, shareSchema } from '@undertone/shared'
import type { Tally } from './tally.ts'

export interface StartedSession {
  readonly id: string
  /** Monotonic ms, as near as a client can tell. */
  readonly createdMs: number
}

/** What a client asks in a call; a failure is in the tally, and null here. */
export interface Calls {
  start(body?: object): Promise<StartedSession | null>
  share(id: string): Promise<string | null>
  head(id: string): Promise<number | null>
  end(id: string): Promise<boolean>
}

export function createCalls(url: string, tally: Tally): Calls {
  async function ask(what: string, path: string, init: RequestInit = {}): Promise<unknown> {
    try {
      const response = await fetch(url + path, init)
      const body = await response.json()
      tally.answered(what, response.status)
      if (response.ok) return body
      if (response.status === 503 && !response.headers.has('retry-after'))
        tally.failed(`${what}: 503 without Retry-After`)
    } catch (error) {
      tally.failed(`${what}: ${error instanceof Error ? String(error.cause ?? error) : error}`)
    }
    return null
  }

  return {
    async start(body = {}) {
      const askedMs = performance.now()
      const headers = { 'Content-Type': 'application/json' }
      const init = { method: 'POST', headers, body: JSON.stringify(body) }
      const session = sessionSchema.safeParse(await ask('start', '/session/start', init))
      if (!session.success) return null
      return { id: session.data.session_id, createdMs: (askedMs + performance.now()) / 2 }
    },
    async share(id) {
      const shared = shareSchema.safeParse(await ask('share', `/session/${id}/share`, { method: 'POST' }))
      return shared.data?.viewer_id ?? null
    },
    async head(id) {
      const history = historySchema.safeParse(await ask('history', `/session/${id}/history?limit=1`))
      return history.data?.head ?? null
    },
    end: async (id) => (await ask('end', `/session/${id}/end`, { method: 'DELETE' })) !== null,
  }
}
