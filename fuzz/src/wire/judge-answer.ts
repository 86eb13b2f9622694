import { problemSchema } from '@undertone/shared'
import { must } from '../must.ts'
import type { Answer } from './answers.ts'

/** What Node says by itself of what it can't read as a request: no body, and the connection is over. */
const bareStatuses = [400, 408, 413, 417, 431]
/** What HTTP has for a file that can't be had in the way that was asked for. */
const fileStatuses = [412, 416]
/** Of what the server is made of. */
const fromInside = /node_modules|node:internal|\.(?:js|ts):\d+|\n\s+at |express/i

/** Throws where an answer is none that the contract has. */
export function judgeAnswer(answer: Answer): void {
  const { status, fields, body } = answer
  must(status < 500, 'The server’s own fault', answer)
  must(!fromInside.test(body) || status < 400, 'It tells what it is made of', answer)
  must(!fields.has('x-powered-by'), 'It tells what it is made of', answer)
  if (status < 400 || fileStatuses.includes(status)) return
  const isBare = body === '' && bareStatuses.includes(status) && fields.get('connection') === 'close'
  if (!isBare && !isOfHead(answer)) judgeProblem(answer)
}

/** Its body would be longer. */
function isOfHead({ fields, body }: Answer): boolean {
  return body === '' && Number(fields.get('content-length')) > 0
}

function judgeProblem(answer: Answer): void {
  const { status, fields, body } = answer
  must(
    /^application\/problem\+json\b/.test(fields.get('content-type') ?? ''),
    'An error of another type',
    answer,
  )
  const parsed = problemSchema.safeParse(jsonOf(body))
  must(parsed.success && parsed.data.status === status, 'An error of another shape', answer)
  must(status !== 405 || fields.has('allow'), 'It doesn’t say what may be asked', answer)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
