import type { ProblemCode } from '@undertone/shared'
import { z } from 'zod'
import { schemaRef, withoutSafeBounds } from './component-schemas.ts'
import { noStore, type ResponseObject } from './problem-responses.ts'

/** One call: what `/openapi.json` says of a method at an address. */
export interface Operation {
  method: 'get' | 'post' | 'delete'
  /** As OpenAPI writes it: `/session/{id}`. */
  path: string
  operationId: string
  tag: string
  summary: string
  description?: string
  parameters?: object[]
  requestBody?: object
  /** What isn't a problem, by status. */
  responses: Record<number, ResponseObject>
  /** What can go wrong in this call; any call may get a problem that isn't named here. */
  problems: readonly ProblemCode[]
  /** What OpenAPI has no words for. */
  extensions?: Record<`x-${string}`, unknown>
}

/** An answer in JSON, of the schema by that name. */
export function jsonResponse(schemaName: string, description: string): ResponseObject {
  return {
    description,
    headers: { 'Cache-Control': noStore },
    content: { 'application/json': { schema: schemaRef(schemaName) } },
  }
}

export const sessionId = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'A session’s id; or a viewer’s, which only reads.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{22}$' },
}

/** The parameters that `schema` takes out of a query; each may be left out or empty. */
export function queryParameters(schema: z.ZodObject): object[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'output', override: withoutSafeBounds })
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = typeof property === 'object' ? property : {}
    return { name, in: 'query', description, allowEmptyValue: true, schema: rest }
  })
}
