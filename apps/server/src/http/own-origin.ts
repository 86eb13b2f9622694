import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from '../config.ts'

export type OriginRule = Pick<Config, 'publicOrigin' | 'trustProxy'>

/**
 * True unless a foreign web page asks. Browsers name the page's origin and let no page forge it; programs send none.
 * Without `publicOrigin` a page's host must be the one that it talks to.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, { publicOrigin, trustProxy }: OriginRule): boolean {
  const { origin } = headers
  if (origin === undefined) return true
  if (publicOrigin !== null) return origin === publicOrigin
  // Behind a proxy that asks for another host than the page did, and doesn't say so, only the browser knows.
  if (headers['sec-fetch-site'] === 'same-origin') return true
  if (!URL.canParse(origin)) return false
  const page = new URL(origin)
  // Whoever can send it could leave out their origin as well: a page can do neither.
  const host = (trustProxy !== false && forwardedHost(headers)) || headers.host
  // Parsed alike, so that a default port counts as none on both sides.
  const asked = `${page.protocol}//${host}`
  return URL.canParse(asked) && page.host !== '' && new URL(asked).host === page.host
}

/** What the proxy nearest to the page was asked for. */
function forwardedHost(headers: IncomingHttpHeaders): string | undefined {
  return String(headers['x-forwarded-host'] ?? '')
    .split(',')[0]
    ?.trim()
}
