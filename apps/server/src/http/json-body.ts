import { json, type Request, type Response } from 'express'
import { ProblemError } from '../errors.ts'

const maxBodyBytes = 16 * 1024

/** Reads a JSON body of up to 16 KiB; no body at all is fine, and undefined. */
export type ReadJsonBody = (req: Request, res: Response) => Promise<unknown>

export function createJsonBodyReader(): ReadJsonBody {
  const parse = json({ limit: maxBodyBytes, strict: false, inflate: false, type: isJson })
  return async (req, res) => {
    if (!hasBody(req)) return undefined
    if (!isJson(req)) {
      throw new ProblemError(
        'unsupported_media_type',
        'The body must be JSON: Content-Type: application/json.',
      )
    }
    await new Promise<void>((resolve, reject) => {
      parse(req, res, (error?: unknown) => (error ? reject(error) : resolve()))
    })
    return req.body
  }
}

type Headed = Pick<Request, 'headers'>

function hasBody({ headers }: Headed): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function isJson({ headers }: Headed): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(headers['content-type'] ?? '')
}
