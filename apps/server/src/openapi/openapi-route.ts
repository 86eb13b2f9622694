import { createHash } from 'node:crypto'
import { Router } from 'express'
import { only } from '../http/only.ts'
import { createOpenapiDocument } from './openapi-document.ts'

/** `GET /openapi.json`: made once, and known by what is in it, so that whoever has it needn't fetch it again. */
export function createOpenapiRoute(): Router {
  const router = Router()
  const bytes = Buffer.from(JSON.stringify(createOpenapiDocument()))
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`

  only(router, '/openapi.json', {
    get(req, res) {
      res.set({ ETag: etag, 'Cache-Control': 'no-cache' })
      if (req.fresh) return void res.status(304).end()
      res.type('json').send(bytes)
    },
  })
  return router
}
