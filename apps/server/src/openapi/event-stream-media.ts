import { streamEventNames } from '@undertone/shared'
import { wireSchemas } from '@undertone/shared/words'
import { schemaRef } from './component-schemas.ts'

/**
 * An event stream as a media type. OpenAPI 3.1 has no word for a body that is a sequence; `x-itemSchema` is what 3.2 calls
 * `itemSchema`, with the fields of an event as its section on Server-Sent Events has them.
 */
export function eventStreamMedia(): object {
  return {
    schema: { type: 'string', description: 'Events, as the HTML Living Standard (9.2) writes them.' },
    'x-itemSchema': {
      oneOf: [
        eventOf(streamEventNames.open, 'StreamOpen'),
        eventOf(streamEventNames.tone, 'ToneEvent', tonesId),
        eventOf(streamEventNames.speech, 'SpeechState'),
        eventOf(streamEventNames.ping, 'Ping'),
        eventOf(streamEventNames.end, 'SessionEnd'),
      ],
    },
  }
}

/** Only what a stream can be resumed after has an id. */
const tonesId = { id: { type: 'string', pattern: '^[1-9][0-9]*$' } }

function eventOf(name: string, schemaName: string, id = {}): object {
  return {
    type: 'object',
    description: wireSchemas[schemaName]?.description,
    properties: {
      ...id,
      event: { const: name },
      data: { type: 'string', contentMediaType: 'application/json', contentSchema: schemaRef(schemaName) },
    },
    required: [...Object.keys(id), 'event', 'data'],
    additionalProperties: false,
  }
}
