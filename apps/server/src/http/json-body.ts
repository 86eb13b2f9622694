import { json, type RequestHandler } from 'express'
import { ProblemError } from '../errors.ts'

const maxBodyBytes = 16 * 1024

/** Parses a JSON body of up to 16 KiB into `req.body`; no body at all is fine and leaves it undefined. */
export function jsonBody(): RequestHandler {
  const parse = json({ limit: maxBodyBytes, strict: false, inflate: false, type: isJson })
  return (req, res, next) => {
    const hasBody = req.get('Transfer-Encoding') !== undefined || Number(req.get('Content-Length') ?? 0) > 0
    if (hasBody && !isJson(req)) {
      throw new ProblemError(
        'unsupported_media_type',
        'The body must be JSON: Content-Type: application/json.',
      )
    }
    parse(req, res, next)
  }
}

function isJson(req: { headers: { 'content-type'?: string | undefined } }): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(req.headers['content-type'] ?? '')
}
