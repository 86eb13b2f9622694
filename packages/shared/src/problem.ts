import { z } from 'zod/mini'

/** Every `code` that an error can carry. */
export const problemCodeSchema = z.enum([
  'malformed_json',
  'read_only',
  'origin_not_allowed',
  'access_code_needed',
  'session_not_found',
  'route_not_found',
  'method_not_allowed',
  'payload_too_large',
  'unsupported_media_type',
  'invalid_request',
  'too_many_requests',
  'internal',
  'at_capacity',
  'draining',
  'store_unavailable',
])
export type ProblemCode = z.infer<typeof problemCodeSchema>

/** `application/problem+json` (RFC 9457): `detail` is for people, `code` for programs. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: problemCodeSchema,
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
})
export type Problem = z.infer<typeof problemSchema>
