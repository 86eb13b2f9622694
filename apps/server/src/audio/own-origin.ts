import type { IncomingHttpHeaders } from 'node:http'

/**
 * True unless a foreign web page asks. Browsers name the page's origin and let no page forge it; programs send none.
 * Without `publicOrigin` a page's host must be the one that it talks to.
 */
export function isOwnOrigin({ origin, host }: IncomingHttpHeaders, publicOrigin: string | null): boolean {
  if (origin === undefined) return true
  if (publicOrigin !== null) return origin === publicOrigin
  return URL.canParse(origin) && new URL(origin).host === host
}
