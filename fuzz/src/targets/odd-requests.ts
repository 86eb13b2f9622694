import fc from 'fast-check'
import { oddNumber, oddText, oddValue } from '../odd-values.ts'

/** Stands for an id that is only known once the server runs. */
export const [owner, viewer] = ['<owner>', '<viewer>']
const id = fc.oneof(
  fc.constantFrom(owner, viewer, owner, viewer, 'A'.repeat(22), '%41'.repeat(22), 'x'),
  oddText.map(encodeURIComponentSafely),
)
const route = fc.constantFrom('', '/share', '/end', '/history', '/export', '/audio', '/nothing', '/end/')
const sessionPath = fc.tuple(id, route).map(([which, what]) => `/session/${which}${what}`)
const plainPath = fc.constantFrom(
  ...['/session/start', '/session/start', '/session', '/health', '/ready', '/metrics', '/openapi.json', '/'],
  ...['/live', '/index.html', '/assets', '/assets/', '/manifest.webmanifest', '/nothing.js', '/sw.js'],
)
const queryPart = fc.tuple(
  fc.constantFrom('after', 'limit', 'min_confidence', 'format', 'last_event_id', 'a[b]', '__proto__'),
  fc
    .oneof(oddNumber.map(String), oddText, fc.constantFrom('csv', 'txt', 'json'))
    .map(encodeURIComponentSafely),
)
const query = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  {
    weight: 3,
    arbitrary: fc
      .array(queryPart, { minLength: 1, maxLength: 3 })
      .map((all) => `?${all.map((each) => each.join('=')).join('&')}`),
  },
)
const tamePath = fc.tuple(fc.oneof(sessionPath, plainPath), query).map((parts) => parts.join(''))
const wildPath = fc.oneof(
  tamePath,
  tamePath.map((path) => `http://127.0.0.1${path}`),
  fc
    .tuple(
      tamePath,
      fc.constantFrom('//', '/../', '/..%2f', '%', '%00', '%zz', '%c3', '\\', '#', '?', ';', '\t', '\u00ff'),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    '*',
    '',
    '//',
    '/..',
    'http://',
    '127.0.0.1:80',
    '/session/%E0%A4%A/audio',
    '/assets/../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    `/${'a'.repeat(20_000)}`,
    `/session/${'b/'.repeat(2_000)}`,
  ),
  oddText,
)

const json = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({ elcor: fc.boolean(), idle_ttl_s: fc.constantFrom(90, 300, 900) })
      .map((body) => JSON.stringify(body)),
  },
  { weight: 2, arbitrary: fc.record({ elcor: oddValue, idle_ttl_s: oddValue }).map(jsonOf) },
  { weight: 1, arbitrary: oddValue.map(jsonOf) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '{',
      '[]',
      '"',
      '\u0000',
      '{"elcor":true}x',
      '['.repeat(8_000),
      '{"a":'.repeat(3_000),
      '{"__proto__":{"elcor":true}}',
      ' '.repeat(16_384),
      '1'.repeat(17_000),
      '\uFEFF{}',
    ),
  },
)
const body = fc.record({
  text: json,
  type: fc.constantFrom(
    'application/json',
    'application/json',
    'application/json; charset=utf-8',
    'application/json; charset=utf-16',
    'application/json; charset="',
    'application/problem+json',
    'text/plain',
    '',
  ),
  framing: fc.constantFrom('length', 'length', 'chunked' as const),
  coding: fc.constantFrom('', '', '', 'gzip', 'br', 'nothing'),
})
const tameField = fc.constantFrom(
  ...['Accept: text/html', 'Accept: application/json;q=0', 'Accept: */*;q=x', 'Accept-Encoding: br, gzip'],
  ...[
    'Accept-Encoding: *;q=0',
    'If-None-Match: *',
    'If-Match: "x"',
    'If-Modified-Since: never',
    'Range: bytes=0-0',
  ],
  ...['Range: bytes=9-1', 'Range: bytes=-1,0-', 'Origin: https://elsewhere.example', 'Origin: null'],
  ...[
    'X-Forwarded-For: 1.2.3.4, x',
    'X-Forwarded-Proto: javascript',
    'X-Forwarded-Host: [',
    'Cookie: a=b; c',
  ],
  ...[
    'Last-Event-ID: 7',
    'Cache-Control: no-cache',
    'X-HTTP-Method-Override: DELETE',
    'Authorization: Basic x',
  ],
)
const wildField = fc.oneof(
  tameField,
  fc.constantFrom(
    ...[
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: gzip, chunked',
      'Content-Length: 5',
      'Content-Length: -1',
    ],
    ...[
      'Content-Length: 99999999999999999999',
      'Content-Length: 5, 5',
      'Expect: 100-continue',
      'Expect: what',
    ],
    ...[
      'Connection: close',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Upgrade: h2c',
      'Host: y',
      'Host:',
      ' folded',
    ],
    ...[
      'Connection: Upgrade\r\nUpgrade: h2c',
      'Connection: Upgrade\r\nUpgrade: websocket',
      'No colon',
      ': no name',
      'Trailer: x',
    ],
    ...[
      'Keep-Alive: timeout=-1',
      `X-Long: ${'a'.repeat(17_000)}`,
      'X\u0000: y',
      'X: y\u0000',
      'X: \u00e9',
      'X: y\rZ: z',
    ],
  ),
  fc.tuple(oddText, oddText).map((parts) => parts.join(':')),
)
const tameMethod = fc.constantFrom(
  'GET',
  'GET',
  'GET',
  'POST',
  'POST',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PUT',
  'PATCH',
)
const wildMethod = fc.oneof(
  tameMethod,
  fc.constantFrom('CONNECT', 'TRACE', 'get', 'M-SEARCH', 'QUERY', 'PRI', '', 'G T', 'X'.repeat(300)),
  oddText,
)
const tameRequest = fc.record({
  method: tameMethod,
  path: tamePath,
  fields: fc.uniqueArray(tameField, { maxLength: 3, selector: nameOf }),
  body: fc.option(body),
  version: fc.constant('HTTP/1.1'),
})
const wildRequest = fc.record({
  method: wildMethod,
  path: wildPath,
  fields: fc.array(wildField, { maxLength: 4 }),
  body: fc.option(body),
  version: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'http/1.1', ''),
})
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('cut' as const, 'insert' as const, 'overwrite' as const, 'repeat' as const),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }).map((all) => [...all]),
})
const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 })
const tameCase = fc.record({
  isTame: fc.constant(true),
  requests: fc.array(tameRequest, { minLength: 1, maxLength: 4 }),
  damages: fc.constant([]),
  shares,
  ending: fc.constant('waits' as const),
})
const wildCase = fc.record({
  isTame: fc.constant(false),
  requests: fc.array(fc.oneof(tameRequest, wildRequest), { minLength: 1, maxLength: 3 }),
  damages: fc.array(damage, { maxLength: 2 }),
  shares,
  ending: fc.constantFrom('waits' as const, 'waits' as const, 'half-closes' as const, 'goes' as const),
})
/** Requests on one connection, right or broken. */
export const httpCase = fc.oneof(tameCase, wildCase)
export type HttpCase = typeof httpCase extends fc.Arbitrary<infer T> ? T : never
export type HttpRequest = HttpCase['requests'][number]

function nameOf(field: string): string {
  return field.slice(0, field.indexOf(':'))
}

function jsonOf(value: unknown): string {
  try {
    return (
      JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? ''
    )
  } catch {
    return ''
  }
}

function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.replaceAll(/[\uD800-\uDFFF]/g, ''))
}
