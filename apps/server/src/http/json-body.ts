import { isUtf8 } from 'node:buffer'
import type { Request, Response } from 'express'
import getRawBody from 'raw-body'
import { ProblemError } from '../errors.ts'

export const maxBodyBytes = 16 * 1024

/**
 * Reads a JSON body of up to 16 KiB; no body at all is fine, and undefined. Express' own reads a body that is too large to
 * its end before it says so.
 */
export async function readJsonBody(req: Request, res: Response): Promise<unknown> {
  if (!hasBody(req)) return undefined
  if (contentLength(req) > maxBodyBytes) throw tooLarge()
  if (isPacked(req)) throw new ProblemError('unsupported_media_type', 'The body must not be compressed.')
  if (isJson(req)) return parse(await read(req, res))
  // Only its end says of a body in pieces that it is empty: some proxies send each on like this.
  if (isInPieces(req) && (await read(req, res)).length === 0) return undefined
  throw new ProblemError(
    'unsupported_media_type',
    'The body must be JSON in UTF-8: Content-Type: application/json.',
  )
}

async function read(req: Request, res: Response): Promise<Buffer> {
  if (/100-continue/i.test(req.headers.expect ?? '')) res.writeContinue()
  try {
    return await getRawBody(req, { limit: maxBodyBytes })
  } catch (error) {
    throw error instanceof Error && 'type' in error && error.type === 'entity.too.large'
      ? tooLarge()
      : notJson()
  }
}

function parse(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined
  if (!isUtf8(bytes)) throw notJson()
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw notJson()
  }
}

const tooLarge = () => new ProblemError('payload_too_large', 'The body is larger than 16 KiB.')
const notJson = () => new ProblemError('malformed_json', 'The body is not valid JSON.')

type Headed = Pick<Request, 'headers'>

function hasBody(req: Headed): boolean {
  return isInPieces(req) || contentLength(req) > 0
}

/** 0 where there is none, or where it comes in pieces. */
function contentLength({ headers }: Headed): number {
  return Number(headers['content-length'] ?? 0)
}

function isInPieces({ headers }: Headed): boolean {
  return headers['transfer-encoding'] !== undefined
}

function isPacked({ headers }: Headed): boolean {
  return (headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity'
}

/** JSON is UTF-8: https://www.rfc-editor.org/rfc/rfc8259#section-8.1. A charset that says so does no harm. */
function isJson({ headers }: Headed): boolean {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';')
  const isUtf8 = parameters.every((parameter) => {
    const [name = '', value = ''] = parameter.split('=')
    return name.trim() !== 'charset' || /^"?utf-?8"?$/.test(value.trim())
  })
  return /^application\/(?:[\w.+-]+\+)?json$/.test(type.trim()) && isUtf8
}
