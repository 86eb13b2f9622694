import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { TlsPair } from '../tls-pair.ts'

/** Bytes that the address and the fields of a request may come to together. */
export const maxHeadBytes = 16 * 1024
export const maxHeaderFields = 100

export interface ListenerOptions {
  /** HTTPS where there is a certificate, else HTTP. */
  tls: TlsPair | null
  /** How long a request may take to come in whole. */
  requestTimeoutMs: number
}

/**
 * What takes connections and hands their requests to `app`. Whoever keeps a connection without saying anything loses it; how
 * it is told is up to `clientError`.
 */
export function createListener(app: RequestListener, { tls, ...asked }: ListenerOptions): Server {
  // `node:http` takes whole ones alone.
  const requestTimeoutMs = Math.ceil(asked.requestTimeoutMs)
  const options = {
    maxHeaderSize: maxHeadBytes,
    // From the connection or the first byte on, whatever comes last.
    headersTimeout: requestTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(Math.ceil(requestTimeoutMs / 4), longestCheckEveryMs),
    // Proxies hang up a little sooner (deploy/): one that did so later would send into a closing connection.
    keepAliveTimeout: Math.min(requestTimeoutMs, keepAliveMs),
    // Its own answer to a request without one isn't the contract's.
    requireHostHeader: false,
  }
  const http = tls
    ? createHttpsServer({ ...options, ...tls, handshakeTimeout: requestTimeoutMs }, app)
    : createHttpServer(options, app)
  // Those above the number are left out without a word, a proxy's own among them: they are counted where requests come in.
  http.maxHeadersCount = 0
  // An answer that nobody takes; as long as some of it goes out, however slowly, this doesn't end.
  http.timeout = requestTimeoutMs * 3
  return http
}

const keepAliveMs = 5_000
const longestCheckEveryMs = 5_000
