import { json, raw, type RequestHandler, type Request, type Response } from 'express'
import { ProblemError } from '../errors.ts'

const maxBodyBytes = 16 * 1024

/** Reads a JSON body of up to 16 KiB; no body at all is fine, and undefined. */
export type ReadJsonBody = (req: Request, res: Response) => Promise<unknown>

export function createJsonBodyReader(): ReadJsonBody {
  const parse = json({ limit: maxBodyBytes, strict: false, inflate: false, type: isJson })
  const readPieces = raw({ limit: maxBodyBytes, inflate: false, type: isInPieces })
  return async (req, res) => {
    if (!hasBody(req)) return undefined
    if (isJson(req)) return bodyBy(parse, req, res)
    // Only its end says of a body in pieces that it is empty: some proxies send each on like this.
    const pieces = isInPieces(req) ? await bodyBy(readPieces, req, res) : null
    if (Buffer.isBuffer(pieces) && pieces.length === 0) return undefined
    throw new ProblemError('unsupported_media_type', 'The body must be JSON: Content-Type: application/json.')
  }
}

function bodyBy(read: RequestHandler, req: Request, res: Response): Promise<unknown> {
  return new Promise((resolve, reject) => {
    void read(req, res, (error?: unknown) => (error ? reject(error) : resolve(req.body)))
  })
}

type Headed = Pick<Request, 'headers'>

function hasBody(req: Headed): boolean {
  return isInPieces(req) || Number(req.headers['content-length'] ?? 0) > 0
}

function isInPieces({ headers }: Headed): boolean {
  return headers['transfer-encoding'] !== undefined
}

function isJson({ headers }: Headed): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(headers['content-type'] ?? '')
}
