import { z } from 'zod'

const jsonSchema = z.looseObject({})
const response = z.object({
  headers: z
    .record(z.string(), z.object({ required: z.boolean().default(false), schema: jsonSchema }))
    .default({}),
  content: z
    .record(z.string(), z.object({ schema: jsonSchema, 'x-itemSchema': jsonSchema.optional() }))
    .default({}),
})
const reference = z.object({ $ref: z.string() })
const operation = z.object({
  operationId: z.string(),
  responses: z.record(z.string(), z.union([reference, response])),
  'x-webSocket': z.object({ serverFrames: z.object({ schema: jsonSchema }) }).optional(),
})
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    schemas: z.record(z.string(), jsonSchema),
    responses: z.record(z.string(), response),
  }),
})

export type ResponseDescription = z.infer<typeof response>

/** A call as the document has it, its answers by status. */
export interface DescribedCall {
  operationId: string
  method: string
  path: string
  /** What isn't among them is `default`. */
  responses: Map<string, ResponseDescription>
  /** Of the text frames of a WebSocket. */
  frameSchema: Record<string, unknown> | undefined
}

/** `/openapi.json` with its answers looked up, for tests that hold real answers against it. */
export interface WireDocument {
  calls: DescribedCall[]
  call(operationId: string): DescribedCall
  /** Every problem's answer, by its code. */
  problems: Record<string, ResponseDescription>
  schemas: Record<string, Record<string, unknown>>
}

export function readWireDocument(json: unknown): WireDocument {
  const { paths, components } = documentSchema.parse(json)

  function described(response: ResponseDescription | { $ref: string }): ResponseDescription {
    if (!('$ref' in response)) return response
    const found = components.responses[response.$ref.split('/').at(-1) ?? '']
    if (!found) throw new Error(`The document has no ${response.$ref}`)
    return found
  }

  const calls = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId, responses, 'x-webSocket': socket }]) => ({
      operationId,
      method,
      path,
      responses: new Map(Object.entries(responses).map(([status, of]) => [status, described(of)])),
      frameSchema: socket?.serverFrames.schema,
    })),
  )
  return {
    calls,
    call(operationId) {
      const found = calls.find((call) => call.operationId === operationId)
      if (!found) throw new Error(`The document has no ${operationId}`)
      return found
    },
    problems: components.responses,
    schemas: components.schemas,
  }
}
