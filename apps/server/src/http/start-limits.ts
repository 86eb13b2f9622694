import type { IncomingMessage } from 'node:http'
import type { SharedHits } from '../sessions/session-store.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'

export interface StartLimitsDeps {
  /** In a minute and from one address; 0 for as many as there are. */
  maxStartsPerMinute: number
  maxWrongCodesPerMinute: number
  shared: SharedHits | null
  keyOf: (req: IncomingMessage) => string | null
}

export interface StartLimits {
  readonly starts: RateLimit
  /** To be asked before a code is looked at: once there were too many wrong ones the right one isn't taken either. */
  readonly wrongCodes: RateLimit
  stop(): void
}

/** How often one address may try to start a session. */
export function createStartLimits({
  maxStartsPerMinute,
  maxWrongCodesPerMinute,
  ...deps
}: StartLimitsDeps): StartLimits {
  const starts = createRateLimit({
    ...deps,
    name: 'starts',
    limit: maxStartsPerMinute,
    countedStatus: null,
    detail: 'Very many sessions were started from your network just now. Please try again in a minute.',
  })
  const wrongCodes = createRateLimit({
    ...deps,
    name: 'wrong-codes',
    limit: maxWrongCodesPerMinute,
    countedStatus: 403,
    detail: 'Too many wrong access codes came from your network just now. Please try again in a minute.',
  })
  return {
    starts,
    wrongCodes,
    stop() {
      starts.stop()
      wrongCodes.stop()
    },
  }
}
