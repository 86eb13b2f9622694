import express, { type Express, type Request, type RequestHandler, type Router } from 'express'
import type { ClientAddress } from './client-address.ts'
import { createProblemHandler, routeNotFound } from './problem.ts'

export interface AppDeps {
  safeguards: RequestHandler[]
  api: Router[]
  pages: Router
  trust: ClientAddress['trust']
  onError: (error: unknown, req: Request) => void
}

/** The HTTP side: the API first, then the pages, then the contract's 404 and error answers. */
export function createApp({ safeguards, api, pages, trust, onError }: AppDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', trust)
  app.use(...safeguards, ...api, pages, routeNotFound)
  app.use(createProblemHandler(onError))
  return app
}
