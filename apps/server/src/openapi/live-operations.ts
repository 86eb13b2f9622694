import { maxFrameBytes, sampleRateHz } from '@undertone/shared'
import { closeCodeWords } from '@undertone/shared/words'
import { schemaRef } from './component-schemas.ts'
import { eventStreamMedia } from './event-stream-media.ts'
import { sessionId, type Operation } from './operation.ts'
import { sessionProblems } from './session-operations.ts'

const eventId = { type: 'integer', minimum: 0 }

/** What stays open: the event stream, and the microphone's socket. */
export const liveOperations: Operation[] = [
  {
    method: 'get',
    path: '/session/{id}/stream',
    operationId: 'followSession',
    tag: 'stream',
    summary: 'Follow a session',
    description: [
      'Server-Sent Events. First `retry`, then `stream-open`; then, where an id was asked for, every event behind it that is still held,',
      'and live events without a seam: each once, in order. The server closes a stream after about `max_age_s`; reconnect with the last id.',
      'A session lives for as long as a stream is open, and `idle_ttl_s` longer.',
    ].join(' '),
    parameters: [
      sessionId,
      {
        name: 'Last-Event-ID',
        in: 'header',
        description: 'Resume after this id. What isn’t one is ignored.',
        schema: eventId,
      },
      {
        name: 'last_event_id',
        in: 'query',
        description: 'The same for who can set no header, which wins where both are there.',
        allowEmptyValue: true,
        schema: eventId,
      },
    ],
    responses: {
      200: {
        description: 'The stream, until it is closed.',
        headers: {
          'Cache-Control': { required: true, schema: { const: 'no-cache, no-transform' } },
          'X-Accel-Buffering': { required: true, schema: { const: 'no' } },
        },
        content: { 'text/event-stream': eventStreamMedia() },
      },
    },
    problems: ['session_not_found', 'too_many_requests', ...sessionProblems, 'at_capacity'],
  },
  {
    method: 'get',
    path: '/session/{id}/audio',
    operationId: 'speak',
    tag: 'microphone',
    summary: 'Connect the microphone (WebSocket)',
    description: [
      'A WebSocket (RFC 6455, version 13) without extensions. Refusals come as close codes behind the handshake, as a web page can’t read the',
      'status of one that failed; only a server that can’t look the session up answers in HTTP. One microphone a session.',
    ].join(' '),
    parameters: [sessionId],
    responses: {
      101: {
        description: 'The socket is open. Wait for `ready`, then send.',
        headers: { Upgrade: { required: true, schema: { const: 'websocket' } } },
      },
    },
    problems: ['invalid_request', 'internal', 'at_capacity', 'store_unavailable'],
    extensions: {
      'x-webSocket': {
        clientFrames: {
          contentType: 'application/octet-stream',
          description: `Binary: little-endian Int16 PCM, mono, ${sampleRateHz} Hz; 100 ms each by convention, an even number of bytes.`,
          maxBytes: maxFrameBytes,
        },
        serverFrames: { contentType: 'application/json', schema: schemaRef('AudioMessage') },
        closeCodes: closeCodeWords,
      },
    },
  },
]
