import { once } from 'node:events'
import { request, type RequestOptions } from 'node:https'
import { Readable } from 'node:stream'

export interface FetchInit {
  method?: string
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal
}

export type TrustingFetch = (url: string, init?: FetchInit) => Promise<Response>

/** A `fetch` that trusts the certificate `ca`, and no other: the platform's own can't be told to. */
export function createTrustingFetch(ca: string): TrustingFetch {
  return async (url, { body, ...options } = {}) => {
    const asked = request(url, { ...options, ca, agent: false } satisfies RequestOptions)
    asked.end(body)
    const [answer] = await once(asked, 'response')
    const headers = new Headers(
      Object.entries<string | string[]>(answer.headers).map(([name, value]) => [name, String(value)]),
    )
    return new Response(Readable.toWeb(answer), { status: answer.statusCode, headers })
  }
}
