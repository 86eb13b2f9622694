import type { IncomingHttpHeaders } from 'node:http'

/**
 * True unless a foreign web page asks. Browsers name the page's origin and let no page forge it; programs send none.
 * Without `publicOrigin` a page's host must be the one that it talks to.
 */
export function isOwnOrigin({ origin, host }: IncomingHttpHeaders, publicOrigin: string | null): boolean {
  if (origin === undefined) return true
  if (publicOrigin !== null) return origin === publicOrigin
  if (!URL.canParse(origin)) return false
  const page = new URL(origin)
  // Parsed alike, so that a default port counts as none on both sides.
  const asked = `${page.protocol}//${host}`
  return URL.canParse(asked) && page.host !== '' && new URL(asked).host === page.host
}
