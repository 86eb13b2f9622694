import { problemSchema, sessionSchema, shareSchema } from '@undertone/shared'
import type { ProblemCode, SessionView, StartRequest } from '@undertone/shared'
import { parseJson } from './parse-json.ts'

/** Why a session couldn't be started, as far as the person can do something about it. `notNow`: the server says no more. */
export type StartRefusal = 'unreachable' | 'busy' | 'tooMany' | 'notNow' | 'codeNeeded' | 'otherAddress'
export interface RefusedStart {
  readonly refusal: StartRefusal
  /** When it may be otherwise, seconds from now; null where the server doesn't say. */
  readonly retryAfterS: number | null
}
export type StartAnswer = { readonly session: SessionView } | RefusedStart
/** `gone` only where the server said so itself; whatever else went wrong is `unsure`. */
export type Liveness = 'alive' | 'gone' | 'unsure'

/** The id by which others may watch, or why there is none. */
export type ShareAnswer = { readonly viewerId: string } | { readonly refusal: 'gone' | 'unreachable' }

export interface SessionClient {
  start(request: StartRequest): Promise<StartAnswer>
  check(sessionId: string, signal: AbortSignal): Promise<Liveness>
  share(sessionId: string): Promise<ShareAnswer>
  /** True once the session is certainly over; false where the server couldn't be asked. */
  end(sessionId: string): Promise<boolean>
}

/** Past this a mobile network isn't going to answer, and asking again is better than waiting on. */
const answerWithinMs = 8_000

/** Every REST call of the page. `fetch` is the browser's. Nothing here throws. */
export function createSessionClient(fetch: typeof globalThis.fetch): SessionClient {
  return {
    async start(request) {
      const answer = await ask(fetch, '/session/start', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      })
      if (!answer) return { refusal: 'unreachable', retryAfterS: null }
      const session = answer.ok ? parseJson(sessionSchema, answer.text) : null
      return session ? { session } : { refusal: refusalOf(answer), retryAfterS: answer.retryAfterS }
    },
    async check(sessionId, signal) {
      const answer = await ask(fetch, sessionPath(sessionId), { signal })
      if (!answer) return 'unsure'
      if (answer.ok) return parseJson(sessionSchema, answer.text) ? 'alive' : 'unsure'
      return isCertainlyGone(answer) ? 'gone' : 'unsure'
    },
    async share(sessionId) {
      const answer = await ask(fetch, `${sessionPath(sessionId)}/share`, { method: 'POST' })
      const shared = answer?.ok ? parseJson(shareSchema, answer.text) : null
      if (shared) return { viewerId: shared.viewer_id }
      return { refusal: answer && isCertainlyGone(answer) ? 'gone' : 'unreachable' }
    },
    async end(sessionId) {
      // `keepalive`: the person may close the page in the same moment.
      const answer = await ask(fetch, `${sessionPath(sessionId)}/end`, { method: 'DELETE', keepalive: true })
      return answer !== null && (answer.ok || isCertainlyGone(answer))
    },
  }
}

interface Answer {
  readonly ok: boolean
  readonly status: number
  readonly text: string
  readonly retryAfterS: number | null
}

async function ask(fetch: typeof globalThis.fetch, path: string, init: RequestInit): Promise<Answer | null> {
  // `AbortSignal.any` and `timeout` would be shorter; many a phone's browser has neither.
  const request = new AbortController()
  const giveUp = () => request.abort()
  const timer = setTimeout(giveUp, answerWithinMs)
  init.signal?.addEventListener('abort', giveUp)
  try {
    const response = await fetch(path, { ...init, signal: request.signal, cache: 'no-store' })
    const { ok, status, headers } = response
    return { ok, status, text: await response.text(), retryAfterS: retryAfterS(headers) }
  } catch {
    return null
  } finally {
    clearTimeout(timer)
    init.signal?.removeEventListener('abort', giveUp)
  }
}

function sessionPath(sessionId: string): string {
  return `/session/${encodeURIComponent(sessionId)}`
}

/** Null where there is none, or it names a date: clocks differ. */
function retryAfterS(headers: Headers): number | null {
  const value = headers.get('retry-after') ?? ''
  return /^\d+$/.test(value) ? Number(value) : null
}

/** What isn't in the server's own words is said by something before it (a proxy, a network's own page): it wasn't reached. */
function refusalOf({ status, text }: Answer): StartRefusal {
  if (status === 429) return 'tooMany'
  const code = parseJson(problemSchema, text)?.code
  return code ? (refusals[code] ?? 'notNow') : 'unreachable'
}

const refusals: Partial<Record<ProblemCode, StartRefusal>> = {
  access_code_needed: 'codeNeeded',
  at_capacity: 'busy',
  origin_not_allowed: 'otherAddress',
}

/** A 404 of anything but the server itself (a captive portal, a proxy's mistake) says nothing about the session. */
function isCertainlyGone({ status, text }: Answer): boolean {
  return status === 404 && parseJson(problemSchema, text)?.code === 'session_not_found'
}
