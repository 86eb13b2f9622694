import type { ProblemCode } from '@undertone/shared'
import { exportQuerySchema, historyQuerySchema } from '../sessions/history-query.ts'
import { schemaRef } from './component-schemas.ts'
import { jsonResponse, queryParameters, sessionId, type Operation } from './operation.ts'
import { noStore } from './problem-responses.ts'

/** Of every call for a session. */
export const sessionProblems = ['internal', 'draining', 'store_unavailable'] as const satisfies ProblemCode[]

const tag = 'session'

/** Start, look at, share, end, read back and export a session. */
export const sessionOperations: Operation[] = [
  {
    method: 'post',
    path: '/session/start',
    operationId: 'startSession',
    tag,
    summary: 'Start a session',
    description:
      'The body may be absent or empty. Knowing the id of the answer is the right to control the session.',
    requestBody: { content: { 'application/json': { schema: schemaRef('StartRequest') } } },
    responses: { 200: jsonResponse('Session', 'The new session, `running`.') },
    problems: [
      'malformed_json',
      'origin_not_allowed',
      'access_code_needed',
      'payload_too_large',
      'unsupported_media_type',
      'invalid_request',
      'too_many_requests',
      ...sessionProblems,
      'at_capacity',
    ],
  },
  {
    method: 'get',
    path: '/session/{id}',
    operationId: 'getSession',
    tag,
    summary: 'Look at a session',
    description: 'Doesn’t keep it alive: only an open stream does.',
    parameters: [sessionId],
    responses: { 200: jsonResponse('Session', 'The session.') },
    problems: ['session_not_found', ...sessionProblems],
  },
  {
    method: 'delete',
    path: '/session/{id}/end',
    operationId: 'endSession',
    tag,
    summary: 'End a session',
    description: 'Closes its streams and its microphone, and forgets it. A second end finds nothing.',
    parameters: [sessionId],
    responses: { 200: jsonResponse('SessionEnded', 'It is over.') },
    problems: ['origin_not_allowed', 'read_only', 'session_not_found', ...sessionProblems],
  },
  {
    method: 'post',
    path: '/session/{id}/share',
    operationId: 'shareSession',
    tag,
    summary: 'Get an id to watch by',
    parameters: [sessionId],
    responses: { 200: jsonResponse('Share', 'The viewer’s id.') },
    problems: ['origin_not_allowed', 'read_only', 'session_not_found', ...sessionProblems],
  },
  {
    method: 'get',
    path: '/session/{id}/history',
    operationId: 'readHistory',
    tag,
    summary: 'Read back what was heard',
    parameters: [sessionId, ...queryParameters(historyQuerySchema)],
    responses: { 200: jsonResponse('History', 'The events that match, the oldest first.') },
    problems: ['session_not_found', 'invalid_request', ...sessionProblems],
  },
  {
    method: 'get',
    path: '/session/{id}/export',
    operationId: 'exportSession',
    tag,
    summary: 'Save what was heard as a file',
    parameters: [sessionId, ...queryParameters(exportQuerySchema)],
    responses: {
      200: {
        description: 'A file that is named after the day.',
        headers: {
          'Cache-Control': noStore,
          'Content-Disposition': {
            required: true,
            schema: {
              type: 'string',
              pattern: '^attachment; filename=undertone-[0-9-]{10}\\.(json|csv|txt)$',
            },
          },
        },
        content: {
          'application/json': { schema: schemaRef('History') },
          'text/csv': { schema: { type: 'string', description: 'RFC 4180, a row for each event.' } },
          'text/plain': { schema: { type: 'string', description: 'A line for each event, for people.' } },
        },
      },
    },
    problems: ['session_not_found', 'invalid_request', ...sessionProblems],
  },
]
