import type { RequestHandler } from 'express'
import { strictTransportSecurity } from 'helmet'
import type { Config } from '../config.ts'

/**
 * Has browsers come by HTTPS and nothing else, where that is what they come by: what stands in front of each answer. It is
 * about this host and none below it, which may be somebody else's.
 */
export function createHttpsOnly({
  tls,
  publicOrigin,
  trustProxy,
}: Pick<Config, 'tls' | 'publicOrigin' | 'trustProxy'>): RequestHandler[] {
  const ask = strictTransportSecurity({ includeSubDomains: false })
  if (publicOrigin !== null) {
    const { protocol, hostname } = new URL(publicOrigin)
    return protocol === 'https:' && !isOwnMachine(hostname) ? [ask] : []
  }
  if (tls === null && trustProxy === false) return []
  // HTTP/1.0 needs no Host, and then there is no name.
  return [
    (req, res, next) => (req.secure && !isOwnMachine(String(req.hostname)) ? ask(req, res, next) : next()),
  ]
}

/** Somebody's own machine serves other things under this name, and those by HTTP. */
function isOwnMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost')
}
