import { jsonResponse, type Operation } from './operation.ts'

const tag = 'process'

/** What is asked of the process itself, and not of a session. */
export const processOperations: Operation[] = [
  {
    method: 'get',
    path: '/health',
    operationId: 'isAlive',
    tag,
    summary: 'Whether the process lives',
    responses: { 200: jsonResponse('Health', 'It does.') },
    problems: [],
  },
  {
    method: 'get',
    path: '/ready',
    operationId: 'isReady',
    tag,
    summary: 'Whether it can serve',
    description: 'A problem names the part that can’t.',
    responses: { 200: jsonResponse('Ready', 'It can.') },
    problems: ['draining', 'store_unavailable'],
  },
  {
    method: 'get',
    path: '/metrics',
    operationId: 'measure',
    tag,
    summary: 'What the process counts, for Prometheus',
    responses: {
      200: {
        description: 'Text in the exposition format of Prometheus, with nothing of any session.',
        content: { 'text/plain': { schema: { type: 'string' } } },
      },
    },
    problems: [],
  },
  {
    method: 'get',
    path: '/openapi.json',
    operationId: 'describe',
    tag,
    summary: 'This document',
    responses: {
      200: {
        description: 'An OpenAPI 3.1 document.',
        headers: { ETag: { required: true, schema: { type: 'string' } } },
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { openapi: { type: 'string', pattern: '^3\\.1\\.' } },
              required: ['openapi', 'info', 'paths'],
            },
          },
        },
      },
      304: { description: 'It is the one that `If-None-Match` names.' },
    },
    problems: [],
  },
]
