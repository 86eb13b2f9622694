import type { IncomingMessage } from 'node:http'
import type { Request, Response } from 'express'
import { rateLimit } from 'express-rate-limit'
import { ProblemError, tryLater } from '../errors.ts'
import type { SharedHits } from '../sessions/session-store.ts'
import { createHitStore } from './hit-store.ts'

export interface RateLimitDeps {
  /** What this limit is of; different ones count by themselves. */
  name: string
  /** In a minute and from one address; 0 for as many as there are. */
  limit: number
  detail: string
  /** Where all nodes count together. */
  shared: SharedHits | null
  /** Null for whom nothing is counted of. */
  keyOf: (req: IncomingMessage) => string | null
  /** Requests that are answered otherwise count no more; null where all count. */
  countedStatus: number | null
}

export interface RateLimit {
  /** Counts `req`. @throws ProblemError `too_many_requests` */
  check(req: Request, res: Response): Promise<void>
  stop(): void
}

const windowMs = 60_000

export function createRateLimit({
  name,
  limit,
  detail,
  shared,
  keyOf,
  countedStatus,
}: RateLimitDeps): RateLimit {
  if (limit === 0) return { check: async () => {}, stop() {} }
  const store = createHitStore(name, shared)
  const countsAll = countedStatus === null
  // A limit that speaks of what is left says by itself when there is more.
  const refusal = () =>
    countsAll
      ? new ProblemError('too_many_requests', detail)
      : tryLater('too_many_requests', detail, windowMs / 1000)
  const handle = rateLimit({
    windowMs,
    limit,
    store,
    // The last draft that doesn't show who is counted together: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/07/
    // One limit speaks of what is left: where there are two, that of all requests.
    standardHeaders: countsAll ? 'draft-7' : false,
    legacyHeaders: false,
    skip: (req) => keyOf(req) === null,
    keyGenerator: (req) => keyOf(req) ?? '',
    skipSuccessfulRequests: !countsAll,
    requestWasSuccessful: (_req, { statusCode }) => statusCode !== countedStatus,
    handler: (_req, _res, next) => next(refusal()),
  })
  return {
    check: (req, res) =>
      new Promise((resolve, reject) => {
        void handle(req, res, (error?: unknown) => (error ? reject(error) : resolve()))
      }),
    stop: store.shutdown,
  }
}
