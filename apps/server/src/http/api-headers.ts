import { helmetHeaders } from './helmet-headers.ts'

/** What every answer says that is no page: whatever it holds, wherever it is opened, nothing of it runs, loads or is framed. */
export const apiHeaders = helmetHeaders({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    },
  },
  // Ids are in paths.
  referrerPolicy: { policy: 'no-referrer' },
  // By the request: https-only.ts.
  strictTransportSecurity: false,
  // About pages, each of them, or about browsers of long ago.
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
})
