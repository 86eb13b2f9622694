import { problemCodeSchema, type ProblemCode } from '@undertone/shared'
import { problemWords } from '@undertone/shared/words'
import { statusOfCode } from '../errors.ts'
import { schemaRef, type JsonSchema } from './component-schemas.ts'

export interface ResponseObject {
  description: string
  headers?: Record<string, object>
  content?: Record<string, object>
}

/** One schema for each code: a Problem that says just this. */
export function problemSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(
    problemCodeSchema.options.map((code) => [
      schemaNameOf(code),
      {
        description: problemWords[code],
        allOf: [schemaRef('Problem')],
        properties: {
          type: { const: `urn:undertone:problem:${code}` },
          status: { const: statusOfCode[code] },
          code: { const: code },
        },
        ...(code === 'invalid_request' && { required: ['errors'] }),
      },
    ]),
  )
}

/** One answer for each code, and `problem` for any of them: it is on every address. */
export function problemResponses(): Record<string, ResponseObject> {
  const each = problemCodeSchema.options.map((code) => [code, responseOf([code])])
  return {
    ...Object.fromEntries(each),
    problem: {
      description:
        'Anything else that is told as a problem: `route_not_found`, `method_not_allowed` or one of a later version.',
      content: { 'application/problem+json': { schema: schemaRef('Problem') } },
    },
  }
}

/** The answers of a call that can go wrong by `codes`, by status. */
export function problemsByStatus(codes: readonly ProblemCode[]): Record<string, object> {
  const statuses = [...new Set(codes.map((code) => statusOfCode[code]))]
  const responses = statuses.map((status) => {
    const ofStatus = codes.filter((code) => statusOfCode[code] === status)
    return [status, ofStatus.length > 1 ? responseOf(ofStatus) : responseRef(ofStatus.join())]
  })
  return { ...Object.fromEntries(responses), default: responseRef('problem') }
}

const responseRef = (name: string) => ({ $ref: `#/components/responses/${name}` })

function responseOf(codes: readonly ProblemCode[]): ResponseObject {
  const [only, ...others] = codes
  const description = only && others.length === 0 ? problemWords[only] : codes.map(inList).join('\n')
  return {
    description,
    headers: Object.assign({ 'Cache-Control': noStore }, ...codes.map((code) => headersOf[code])),
    content: { 'application/problem+json': { schema: schemaOf(codes) } },
  }
}

const inList = (code: ProblemCode) => `- \`${code}\`: ${problemWords[code]}`

function schemaOf(codes: readonly ProblemCode[]): object {
  const refs = codes.map((code) => schemaRef(schemaNameOf(code)))
  const [only, ...others] = refs
  if (others.length === 0) return only ?? {}
  const mapping = Object.fromEntries(codes.map((code) => [code, schemaRef(schemaNameOf(code)).$ref]))
  return { oneOf: refs, discriminator: { propertyName: 'code', mapping } }
}

/** `session_not_found` is SessionNotFoundProblem. */
function schemaNameOf(code: ProblemCode): string {
  const words = code.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `${words.join('')}Problem`
}

/** What is said is true now only, so nothing may keep it. */
export const noStore = { required: true, schema: { type: 'string', const: 'no-store' } }

const retryAfter = {
  'Retry-After': {
    description: 'Seconds to wait before asking again.',
    required: true,
    schema: { type: 'integer', minimum: 0 },
  },
}
const headersOf: Partial<Record<ProblemCode, Record<string, object>>> = {
  too_many_requests: retryAfter,
  at_capacity: retryAfter,
  draining: retryAfter,
  store_unavailable: retryAfter,
  method_not_allowed: {
    Allow: {
      description: 'The methods that the address takes, with commas between.',
      required: true,
      schema: { type: 'string' },
    },
  },
}
