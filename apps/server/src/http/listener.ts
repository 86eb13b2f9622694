import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { TlsPair } from '../tls-pair.ts'

/** What takes connections and hands their requests to `app`: HTTPS where there is a certificate, else HTTP. */
export function createListener(app: RequestListener, tls: TlsPair | null): Server {
  return tls ? createHttpsServer(tls, app) : createHttpServer(app)
}
