import { STATUS_CODES } from 'node:http'
import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import type { Problem, ProblemCode } from '@undertone/shared'
import { ProblemError } from '../errors.ts'
import { apiHeaders } from './api-headers.ts'

/** Faults of the body parser and the router, by their `type`, as the contract names them. */
const codeOfParserFault: Record<string, ProblemCode> = {
  'entity.parse.failed': 'malformed_json',
  'request.aborted': 'malformed_json',
  'request.size.invalid': 'malformed_json',
  'entity.too.large': 'payload_too_large',
  'encoding.unsupported': 'unsupported_media_type',
  'charset.unsupported': 'unsupported_media_type',
}

const detailOfCode: Partial<Record<ProblemCode, string>> = {
  malformed_json: 'The body is not valid JSON.',
  payload_too_large: 'The body is larger than 16 KiB.',
  unsupported_media_type: 'The body must be JSON in UTF-8.',
}

/** Turns whatever was thrown into one of the contract's answers. What isn't known is 500, and says nothing of itself. */
export function createProblemHandler(onError: (error: unknown, req: Request) => void): ErrorRequestHandler {
  return (thrown, req, res, next) => {
    const problem = toProblem(thrown)
    if (problem.code === 'internal') onError(thrown, req)
    // Too late for an answer: Express closes the connection.
    if (res.headersSent) return next(thrown)
    res
      .status(problem.status)
      .set(problem.headers)
      .set('Cache-Control', 'no-store')
      .type(problemType)
      .send(JSON.stringify(body(problem)))
  }
}

export const routeNotFound: RequestHandler = () => {
  throw nothingHere()
}

export const nothingHere = () => new ProblemError('route_not_found', 'There is nothing at this address.')

/** The contract's answer to `thrown`, whole, for a socket that no HTTP looks after any more. */
export function problemAnswer(thrown: unknown): string {
  const problem = toProblem(thrown)
  const text = JSON.stringify(body(problem))
  const fields = [
    ...[...apiHeaders, ...Object.entries(problem.headers)].map(([name, value]) => `${name}: ${value}`),
    'Cache-Control: no-store',
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ]
  return [`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`, ...fields, '', text].join(
    '\r\n',
  )
}

const problemType = 'application/problem+json; charset=utf-8'

function toProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown
  const code = thrown instanceof URIError ? 'route_not_found' : codeOfParserFault[typeOf(thrown)]
  if (code === 'route_not_found') return nothingHere()
  if (code) return new ProblemError(code, detailOfCode[code] ?? code)
  return new ProblemError('internal', 'Something went wrong on our side. Nothing you did caused it.')
}

function typeOf(thrown: unknown): string {
  return thrown instanceof Error && 'type' in thrown ? String(thrown.type) : ''
}

function body({ code, status, message, errors }: ProblemError): Problem {
  const problem = {
    type: `urn:undertone:problem:${code}`,
    title: STATUS_CODES[status] ?? code,
    status,
    detail: message,
    code,
  }
  return errors ? { ...problem, errors } : problem
}
