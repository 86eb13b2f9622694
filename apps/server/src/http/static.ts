import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router } from 'express'

/** Paths that belong to the API: a mistyped one is 404, never the web page. */
const apiPath = /^\/(?:session|health|ready|metrics|openapi\.json)(?:\/|$)/
const longTimeS = 365 * 24 * 3600

/** The built web app in `webDir`: its files, and its page for every other address that a browser asks for. */
export function createStaticRoutes(webDir: string): Router {
  const router = Router()
  const page = join(webDir, 'index.html')
  if (!existsSync(page)) return router
  // Files under /assets carry a hash of their content in their names.
  router.use(
    '/assets',
    express.static(join(webDir, 'assets'), { immutable: true, maxAge: longTimeS * 1000, index: false }),
  )
  router.use(
    express.static(webDir, {
      index: false,
      cacheControl: false,
      setHeaders: (res) => void res.set('Cache-Control', 'no-cache'),
    }),
  )
  router.get('/{*path}', (req, res, next) => {
    const isPage =
      !apiPath.test(req.path) && !/\.\w+$/.test(req.path) && req.accepts(['json', 'html']) === 'html'
    if (!isPage) return next()
    res.sendFile(page, { cacheControl: false, headers: { 'Cache-Control': 'no-cache' } })
  })
  return router
}
