import { certificateFiles } from './certificate-files.ts'
import { startSession, startTestServer, type TestServer, type TestServerOptions } from './test-server.ts'
import { createTrustingFetch, type TrustingFetch } from './trusting-fetch.ts'

export interface SecureServer extends TestServer {
  /** What its certificate is known by. */
  cert: string
  fetch: TrustingFetch
}

/** As `startTestServer`, over HTTPS, with a certificate that `fetch` trusts. */
export async function startSecureServer(options: TestServerOptions = {}): Promise<SecureServer> {
  const { cert, certFile, keyFile } = await certificateFiles()
  const env = { ...options.env, TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile }
  const server = await startTestServer({ ...options, env })
  const fetch = createTrustingFetch(cert)
  return { ...server, cert, fetch, startSession: (body) => startSession(server.url, body, fetch) }
}
