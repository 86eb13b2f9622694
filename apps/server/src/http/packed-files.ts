import { readdirSync } from 'node:fs'
import { extname, sep } from 'node:path'
import type { RequestHandler, Response } from 'express'

export interface PackedFiles {
  /** Leads a request for a file to the smallest form of it that the client takes. */
  choose: RequestHandler
  /** Says of such a form what it is: what express.static calls before it sends `file`. */
  label(res: Response, file: string): void
}

/** The smallest first. */
const codings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
]

/** The files of `folder` that lie there packed as well, as the build leaves them; nothing is packed while it is served. */
export function createPackedFiles(folder: string): PackedFiles {
  const paths = new Set(
    readdirSync(folder, { recursive: true }).map((path) => `/${path}`.replaceAll(sep, '/')),
  )
  return {
    choose(req, res, next) {
      const { path } = req
      const packed = codings.filter(({ ending }) => paths.has(path + ending))
      if (packed.length > 0) res.vary('Accept-Encoding')
      const chosen = packed.find(({ name }) => req.acceptsEncodings(name))
      if (chosen) req.url = path + chosen.ending
      next()
    },
    label(res, file) {
      const coding = codings.find(({ ending }) => file.endsWith(ending))
      if (!coding) return
      res.set('Content-Encoding', coding.name).type(extname(file.slice(0, -coding.ending.length)))
    },
  }
}
