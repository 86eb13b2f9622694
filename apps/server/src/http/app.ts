import type { IncomingMessage, RequestListener } from 'node:http'
import express, { type Request, type RequestHandler, type Router } from 'express'
import type { ClientAddress } from './client-address.ts'
import { createFairTurns } from './fair-turns.ts'
import { inTurn } from './in-turn.ts'
import { answerNowhere, createProblemHandler, routeNotFound } from './problem.ts'

export interface AppDeps {
  safeguards: RequestHandler[]
  api: Router[]
  pages: Router
  address: Pick<ClientAddress, 'trust' | 'keyOf'>
  onError: (error: unknown, req: Request) => void
}

/** The HTTP side: the API first, then the pages, then the contract's 404 and error answers. */
export function createApp({ safeguards, api, pages, address, onError }: AppDeps): RequestListener {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', address.trust)
  app.use(...safeguards, ...api, pages, routeNotFound)
  app.use(createProblemHandler(onError))
  const answer: RequestListener = (req, res) => {
    // Behind an answer that closes its connection `node:http` reads on, and hands the socket to what comes next past those that
    // wait for it. One that finishes then, on a socket that was reset, ends the process:
    // https://github.com/nodejs/node/blob/v20.20.2/lib/_http_server.js#L979
    if (!req.socket.writable) return
    // What has no path Express would answer by itself.
    if (hasPath(req)) app(req, res)
    else answerNowhere(res)
  }
  return inTurn(createFairTurns(answer, address.keyOf))
}

/** Proxies may ask with a whole address, in which there need be none: `GET http://`. */
function hasPath({ url = '' }: IncomingMessage): boolean {
  if (url.startsWith('/') || url === '*') return true
  return URL.canParse(url) && new URL(url).pathname !== ''
}
