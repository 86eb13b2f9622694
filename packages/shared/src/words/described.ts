import type { z } from 'zod/mini'

/** A schema of the wire, and what it and each of its fields mean, for whoever writes a client. */
export interface Described {
  schema: z.ZodMiniType
  description: string
  fields: Record<string, string>
}

/** Every field needs its words: one that has none is a type error. */
export function described<Shape extends z.core.$ZodShape>(
  schema: z.ZodMiniObject<Shape>,
  description: string,
  fields: Record<keyof Shape & string, string>,
): Described {
  return { schema, description, fields }
}
