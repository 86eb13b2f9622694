import { createHash } from 'node:crypto'
import { helmetHeaders, type Headers } from './helmet-headers.ts'

const permissions = ['microphone=(self)', 'screen-wake-lock=(self)']
const noPermissions = ['camera', 'display-capture', 'geolocation', 'payment', 'usb'].map(
  (name) => `${name}=()`,
)

/** What the page `html` and its files say: they come from here, and what stands in the page is known word for word. */
export function pageHeaders(html: string): Headers {
  return [
    ...helmetHeaders({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': "'none'",
          'base-uri': "'none'",
          'connect-src': "'self'",
          'form-action': "'none'",
          'frame-ancestors': "'none'",
          'img-src': "'self'",
          'manifest-src': "'self'",
          // The audio worklet is a script as well.
          'script-src': ["'self'", ...hashesIn(html, 'script')],
          'style-src': ["'self'", ...hashesIn(html, 'style')],
          'worker-src': "'self'",
        },
      },
      // Ids are in paths.
      referrerPolicy: { policy: 'no-referrer' },
      // By the request: https-only.ts.
      strictTransportSecurity: false,
      xFrameOptions: { action: 'deny' },
    }),
    ['Permissions-Policy', [...permissions, ...noPermissions].join(', ')],
  ]
}

/** Of each `element` that stands in `html` itself, as the policy names it. */
function hashesIn(html: string, element: 'script' | 'style'): string[] {
  const whole = new RegExp(`<${element}(?<attributes>[^>]*)>(?<text>.*?)</${element}>`, 'gs')
  return [...html.matchAll(whole)].flatMap(({ groups: { attributes = '', text = '' } = {} }) =>
    /\ssrc=/.test(attributes) ? [] : [`'sha256-${createHash('sha256').update(text).digest('base64')}'`],
  )
}
