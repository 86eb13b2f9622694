import { wireSchemas } from '@undertone/shared/words'
import { z } from 'zod'

/** A schema in JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
export type JsonSchema = z.core.JSONSchema.BaseSchema

/** Everything that is sent as JSON, by name, out of the schemas that server and page parse with. */
export function componentSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string; description: string }>()
  for (const [id, { schema, description }] of Object.entries(wireSchemas))
    registry.add(schema, { id, description })
  // As it may come in: a client of today has to take a field that is added tomorrow.
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: uriOf, override: withoutSafeBounds })
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, inWords(id, schema)]))
}

export const schemaRef = (id: string) => ({ $ref: uriOf(id) })

/** zod bounds each integer by what JavaScript can count; in other languages that says nothing. */
export function withoutSafeBounds({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.default === Number.MAX_SAFE_INTEGER) delete jsonSchema.default
}

function uriOf(id: string): string {
  return `#/components/schemas/${id}`
}

function inWords(id: string, schema: JsonSchema): JsonSchema {
  delete schema.$schema
  delete schema.$id
  const words = wireSchemas[id]?.fields ?? {}
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    if (typeof property === 'object') Object.assign(property, { description: words[name] })
  return schema
}
