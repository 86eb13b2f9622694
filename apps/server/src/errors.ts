import type { Problem, ProblemCode } from '@undertone/shared'

/** Status of each error code; the table of the wire contract. */
export const statusOfCode = {
  malformed_json: 400,
  read_only: 403,
  origin_not_allowed: 403,
  access_code_needed: 403,
  session_not_found: 404,
  route_not_found: 404,
  method_not_allowed: 405,
  payload_too_large: 413,
  unsupported_media_type: 415,
  invalid_request: 422,
  too_many_requests: 429,
  internal: 500,
  at_capacity: 503,
  draining: 503,
  store_unavailable: 503,
} as const satisfies Record<ProblemCode, number>

export interface ProblemExtras {
  errors?: NonNullable<Problem['errors']>
  headers?: Record<string, string>
}

/** An answer that isn't a success. `detail` is a sentence for people. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly errors: Problem['errors']
  readonly headers: Record<string, string>

  constructor(code: ProblemCode, detail: string, { errors, headers = {} }: ProblemExtras = {}) {
    super(detail)
    this.code = code
    this.status = statusOfCode[code]
    this.errors = errors
    this.headers = headers
  }
}

/** `detail` is worded by the contract, to the letter. */
export function sessionNotFound(id: string): ProblemError {
  return new ProblemError('session_not_found', `Session ${id} not found`)
}

/** Sessions are kept on another machine, which doesn't answer: nobody knows whether any of them is gone. */
export function storeUnavailable(): ProblemError {
  return tryLater(
    'store_unavailable',
    'The sessions can’t be reached at the moment. Nothing is lost; please try again shortly.',
    2,
  )
}

export function isUnavailable(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'store_unavailable'
}

/** A thread of classifiers has died, hung or was stopped, and what it was asked is lost. Who runs the threads tells of it, once. */
export class ClassifierLost extends Error {}

/** A problem that goes away by itself: says when to ask again. */
export function tryLater(code: ProblemCode, detail: string, afterS: number): ProblemError {
  return new ProblemError(code, detail, { headers: { 'Retry-After': String(afterS) } })
}
