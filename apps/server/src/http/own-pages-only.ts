import type { RequestHandler } from 'express'
import { ProblemError } from '../errors.ts'
import { isOwnOrigin, type OriginRule } from './own-origin.ts'

const changesNothing = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses whatever a foreign page wants changed. It can't read our answers anyway, but it could fill us with sessions. */
export function createOwnPagesOnly(rule: OriginRule): RequestHandler {
  return (req, _res, next) => {
    if (!changesNothing.has(req.method) && !isOwnOrigin(req.headers, rule))
      throw new ProblemError('origin_not_allowed', 'A page of another address may change nothing here.')
    next()
  }
}
