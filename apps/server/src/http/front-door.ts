import type { RequestHandler } from 'express'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { ProblemError } from '../errors.ts'
import { maxHeaderFields } from './listener.ts'
import { nothingHere } from './problem.ts'

/** Ten times the longest address there is, with an id and a query in it. */
const maxAddressLength = 2_048

/** What a request is refused for before anybody looks at what it asks; null for nearly all. */
export function refusalAtTheDoor({ url = '', rawHeaders, headers, httpVersion }: IncomingMessage) {
  if (url.length > maxAddressLength) return nothingHere()
  // Names and values by turns.
  if (rawHeaders.length > maxHeaderFields * 2)
    return new ProblemError(
      'payload_too_large',
      `The request has more than ${maxHeaderFields} header fields.`,
    )
  // https://www.rfc-editor.org/rfc/rfc9112#section-3.2
  if (headers.host === undefined && httpVersion === '1.1')
    return new ProblemError('malformed_json', 'The request has no Host field.')
  return null
}

export const frontDoor: RequestHandler = (req, _res, next) => next(refusalAtTheDoor(req) ?? undefined)

/**
 * A client that waits to be asked for its body isn't asked before somebody wants that. An expectation that is unknown is
 * ignored, as https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1 allows.
 */
export function passExpectations(http: Server): void {
  const pass: RequestListener = (req, res) => void http.emit('request', req, res)
  http.on('checkContinue', pass)
  http.on('checkExpectation', pass)
}
