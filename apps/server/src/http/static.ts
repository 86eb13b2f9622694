import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router, type ErrorRequestHandler, type Request, type Response } from 'express'
import { createPackedFiles } from './packed-files.ts'
import { pageHeaders } from './page-headers.ts'

/** Paths that belong to the API: a mistyped one is 404, never the web page. */
const apiPath = /^\/(?:session|health|ready|metrics|openapi\.json)(?:\/|$)/
const longTimeS = 365 * 24 * 3600

/** The built web app in `webDir`: its files, and its page for every other address that a browser asks for. */
export function createStaticRoutes(webDir: string): Router {
  const router = Router()
  const page = join(webDir, 'index.html')
  if (!existsSync(page)) return router
  const headers = pageHeaders(readFileSync(page, 'utf8'))
  const packed = createPackedFiles(webDir)

  function label(res: Response, file: string): void {
    packed.label(res, file)
    for (const [name, value] of headers) res.setHeader(name, value)
  }

  router.use((req, _res, next) => {
    if (asksForPage(req)) req.url = '/index.html'
    next()
  })
  router.use(packed.choose)
  // Files under /assets carry a hash of their content in their names.
  router.use(
    '/assets',
    express.static(join(webDir, 'assets'), {
      immutable: true,
      maxAge: longTimeS * 1000,
      index: false,
      redirect: false,
      setHeaders: label,
    }),
  )
  router.use(
    express.static(webDir, {
      index: false,
      redirect: false,
      acceptRanges: false,
      cacheControl: false,
      setHeaders(res, file) {
        label(res, file)
        res.set('Cache-Control', 'no-cache')
      },
    }),
  )
  router.use(refusedCondition)
  return router
}

/** The front door is for everyone; a deeper address only for who wants a page, so that a program learns its mistake. */
function asksForPage(req: Request): boolean {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false
  if (req.path === '/') return true
  return !apiPath.test(req.path) && !/\.\w+$/.test(req.path) && req.accepts(['json', 'html']) === 'html'
}

/** A file that can't be had as the request wants it (`If-Match`, `Range`): HTTP's own answer, no fault of ours. */
const refusedCondition: ErrorRequestHandler = (error, _req, res, next) => {
  const status = error instanceof Error && 'status' in error ? error.status : null
  if (status !== 412 && status !== 416) return next(error)
  // The answer's own words aren't packed as the file is.
  res.removeHeader('Content-Encoding')
  res.sendStatus(status)
}
