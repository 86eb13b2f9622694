import type { RequestHandler } from 'express'
import type { Config } from '../config.ts'
import { apiHeaders } from './api-headers.ts'
import { frontDoor } from './front-door.ts'
import { createHttpsOnly } from './https-only.ts'
import { createOwnPagesOnly } from './own-pages-only.ts'

/** What stands before everything else, so that no answer goes without it, a refusal's and a stream's neither. */
export function createSafeguards(
  config: Pick<Config, 'tls' | 'publicOrigin' | 'trustProxy'>,
): RequestHandler[] {
  return [sayCareful, frontDoor, ...createHttpsOnly(config), createOwnPagesOnly(config)]
}

/** A page has more to say, and says so itself. */
const sayCareful: RequestHandler = (_req, res, next) => {
  for (const [name, value] of apiHeaders) res.setHeader(name, value)
  next()
}
