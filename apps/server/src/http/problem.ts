import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import type { Problem } from '@undertone/shared'
import { ProblemError } from '../errors.ts'
import { apiHeaders } from './api-headers.ts'
import { leavesMuchUnread, partFrom } from './unread-body.ts'

/** Turns whatever was thrown into one of the contract's answers. What isn't known is 500, and says nothing of itself. */
export function createProblemHandler(onError: (error: unknown, req: Request) => void): ErrorRequestHandler {
  return (thrown, req, res, next) => {
    const problem = toProblem(thrown)
    if (problem.code === 'internal') onError(thrown, req)
    // Too late for an answer: Express closes the connection.
    if (res.headersSent) return next(thrown)
    sendProblem(res, problem)
  }
}

export const routeNotFound: RequestHandler = () => {
  throw nothingHere()
}

export const nothingHere = () => new ProblemError('route_not_found', 'There is nothing at this address.')

/** Answers with `problem`, at once: a body that nobody will read isn't waited for. */
function sendProblem(res: ServerResponse, problem: ProblemError): void {
  const text = JSON.stringify(body(problem))
  const isUnread = leavesMuchUnread(res.req)
  res.writeHead(problem.status, {
    ...problem.headers,
    'Content-Type': problemType,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...(isUnread && { Connection: 'close' }),
  })
  if (isUnread) partFrom(res, text)
  else res.end(text)
}

/** Answers what goes past all routes: an address without a path. */
export function answerNowhere(res: ServerResponse): void {
  const text = JSON.stringify(body(nothingHere()))
  const length = Buffer.byteLength(text)
  res.writeHead(404, { 'Content-Type': problemType, 'Content-Length': length, 'Cache-Control': 'no-store' })
  res.end(text)
}

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
  // An address with half an escape in it.
  if (thrown instanceof URIError) return nothingHere()
  return new ProblemError('internal', 'Something went wrong on our side. Nothing you did caused it.')
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
