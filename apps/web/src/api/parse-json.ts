import type { z } from 'zod/mini'

/** `text` as JSON of the shape of `schema`, or null where it is neither. Never throws. */
export function parseJson<T>(schema: z.ZodMiniType<T>, text: string): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
