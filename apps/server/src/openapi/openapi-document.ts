import { componentSchemas } from './component-schemas.ts'
import { liveOperations } from './live-operations.ts'
import type { Operation } from './operation.ts'
import { problemResponses, problemsByStatus, problemSchemas } from './problem-responses.ts'
import { processOperations } from './process-operations.ts'
import { sessionOperations } from './session-operations.ts'

const tags = [
  { name: 'session', description: 'Start, look at, share, end, read back and export.' },
  { name: 'stream', description: 'What is heard, as it is heard.' },
  { name: 'microphone', description: 'What is said.' },
  { name: 'process', description: 'For those who run it.' },
]

/** All of the wire as an OpenAPI 3.1 document: what `/openapi.json` answers. */
export function createOpenapiDocument(): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Undertone',
      version: '1.0.0',
      summary: 'Shows the tone of a voice while it is being heard.',
      description:
        'Every GET takes HEAD as well, and every address OPTIONS, which is answered with `Allow`. Unknown fields are to be ignored.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags,
    // Whoever knows an id may use it; there is nothing else to show.
    security: [],
    paths: pathsOf([...sessionOperations, ...liveOperations, ...processOperations]),
    components: {
      schemas: { ...componentSchemas(), ...problemSchemas() },
      responses: problemResponses(),
    },
  }
}

function pathsOf(operations: readonly Operation[]): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operations)
    (paths[operation.path] ??= {})[operation.method] = operationObject(operation)
  return paths
}

function operationObject({ tag, responses, problems, extensions, ...operation }: Operation): object {
  const { operationId, summary, description, parameters, requestBody } = operation
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    parameters,
    requestBody,
    responses: { ...responses, ...problemsByStatus(problems) },
    ...extensions,
  }
}
