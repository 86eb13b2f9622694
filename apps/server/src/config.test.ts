import { describe, expect, it } from 'vitest'
import { certificateFiles } from '../test/support/certificate-files.ts'
import { ConfigError, readConfig } from './config.ts'

it('has the defaults of the contract', () => {
  expect(readConfig({})).toMatchObject({
    port: 8522,
    host: '127.0.0.1',
    tls: null,
    defaultIdleTtlS: 90,
    minIdleTtlS: 0,
    maxIdleTtlS: 900,
    streamMaxAgeS: 120,
    pingIntervalS: 15,
    requestTimeoutS: 20,
    maxSessions: 10_000,
    maxStreamsPerSession: 32,
    maxStartsPerMinute: 60,
    maxWrongCodesPerMinute: 10,
    maxConnectionsPerAddress: 512,
    unlimitedAddresses: ['loopback'],
    accessCode: null,
    publicOrigin: null,
    trustProxy: false,
    logLevel: 'info',
    shutdownGraceS: 10,
  })
})

it('takes the idle time from the environment, zero and fractions too', () => {
  expect(readConfig({ SESSION_IDLE_TTL_S: '0' }).defaultIdleTtlS).toBe(0)
  expect(readConfig({ SESSION_IDLE_TTL_S: '2.5' }).defaultIdleTtlS).toBe(2.5)
  expect(readConfig({ SESSION_IDLE_TTL_S: '1e12' }).defaultIdleTtlS).toBe(1e12)
})

it('counts an empty value as unset', () => {
  expect(readConfig({ PORT: '', PUBLIC_ORIGIN: ' ' })).toMatchObject({ port: 8522, publicOrigin: null })
})

it.each([
  ['true', true],
  ['false', false],
  ['2', 2],
  ['loopback', 'loopback'],
  ['10.0.0.0/8, ::1', '10.0.0.0/8, ::1'],
])('reads TRUST_PROXY=%s', (text, expected) => {
  expect(readConfig({ TRUST_PROXY: text }).trustProxy).toBe(expected)
})

it('takes 0 for no limit, and "none" for nobody who has none', () => {
  const limits = {
    MAX_STARTS_PER_MINUTE: '0',
    MAX_WRONG_CODES_PER_MINUTE: '0',
    MAX_CONNECTIONS_PER_ADDRESS: '0',
  }
  expect(readConfig({ ...limits, UNLIMITED_ADDRESSES: 'none' })).toMatchObject({
    maxStartsPerMinute: 0,
    maxWrongCodesPerMinute: 0,
    maxConnectionsPerAddress: 0,
    unlimitedAddresses: [],
  })
  expect(readConfig({ UNLIMITED_ADDRESSES: 'loopback, 10.0.0.0/8' }).unlimitedAddresses).toEqual([
    'loopback',
    '10.0.0.0/8',
  ])
})

describe('HTTPS', () => {
  it('is served with the certificate and the key that are named', async () => {
    const { certFile, keyFile, cert, key } = await certificateFiles()
    expect(readConfig({ TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile }).tls).toEqual({ cert, key })
  })

  it('is refused with a sentence where certificate and key are not a pair that can be read', async () => {
    const { certFile, keyFile } = await certificateFiles()
    const another = await certificateFiles()
    const refusals: [Record<string, string>, string][] = [
      [{ TLS_CERT_FILE: certFile }, "TLS_KEY_FILE= can't be used: TLS_CERT_FILE is set, so it must be, too"],
      [{ TLS_KEY_FILE: keyFile }, "TLS_CERT_FILE= can't be used: TLS_KEY_FILE is set, so it must be, too"],
      [
        { TLS_CERT_FILE: '/nowhere' },
        "TLS_CERT_FILE=/nowhere can't be used: it isn't a file that can be read",
      ],
      [
        { TLS_CERT_FILE: keyFile, TLS_KEY_FILE: keyFile },
        `TLS_CERT_FILE=${keyFile} can't be used: the file holds no`,
      ],
      [{ TLS_CERT_FILE: certFile, TLS_KEY_FILE: certFile }, 'the file holds no private key'],
      [{ TLS_CERT_FILE: certFile, TLS_KEY_FILE: another.keyFile }, "it isn't the key of that certificate"],
    ]
    for (const [env, sentence] of refusals) {
      expect(() => readConfig(env)).toThrow(ConfigError)
      expect(() => readConfig(env)).toThrow(sentence)
    }
  })
})

describe('a wrong value is refused with a sentence that names it', () => {
  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['SESSION_IDLE_TTL_S', '-1'],
    ['SESSION_IDLE_TTL_S', 'NaN'],
    ['SESSION_IDLE_TTL_S', 'Infinity'],
    ['SESSION_IDLE_TTL_S', '1e306'],
    ['STREAM_MAX_AGE_S', '1e12'],
    ['STREAM_MAX_AGE_S', '0'],
    ['MAX_SESSIONS', '1.5'],
    ['CLASSIFIER_THREADS', '0'],
    ['REQUEST_TIMEOUT_S', '0'],
    ['MAX_STARTS_PER_MINUTE', '-1'],
    ['MAX_STARTS_PER_MINUTE', '0.5'],
    ['UNLIMITED_ADDRESSES', 'everybody'],
    ['UNLIMITED_ADDRESSES', 'loopback, none'],
    ['UNLIMITED_ADDRESSES', '1.2.3.4/99'],
    ['VOICE_MODEL', 'best'],
    ['PUBLIC_ORIGIN', 'example'],
    ['LOG_LEVEL', 'loud'],
    ['TRUST_PROXY', 'foo'],
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', 'TRUE'],
    ['TRUST_PROXY', '-1'],
    ['TRUST_PROXY', '1.2.3.4/99'],
    ['TRUST_PROXY', '0.0.0.0/0'],
    ['TRUST_PROXY', 'loopback,x'],
  ])('%s=%s', (name, value) => {
    const read = () => readConfig({ [name]: value })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(`The setting ${name}=${value} can't be used`)
  })
})

it.each(['redis://127.0.0.1:6379', 'rediss://user:p%40ss@redis.example/3', 'redis://host'])(
  'takes REDIS_URL=%s',
  (url) => {
    expect(readConfig({ REDIS_URL: url }).redisUrl).toBe(url)
  },
)

it.each([
  'redis://',
  'redis:foo',
  'redis://host/name',
  'redis://:pa%ss@host',
  'localhost:6379',
  'unix:/tmp/redis.sock',
])('refuses REDIS_URL=%s with a sentence', (url) => {
  expect(() => readConfig({ REDIS_URL: url })).toThrow(
    /^The setting REDIS_URL can't be used: it must be an address such as/,
  )
})

it('never repeats the address of a store, which may hold a password', () => {
  const read = () => readConfig({ REDIS_URL: 'http://user:secret@host' })
  expect(read).toThrow("The setting REDIS_URL can't be used")
  expect(read).not.toThrow('secret')
})

it('never repeats the access code', () => {
  const code = 'secret'.repeat(40)
  const read = () => readConfig({ ACCESS_CODE: code })
  expect(read).toThrow("The setting ACCESS_CODE can't be used: it must be 200 characters at most.")
  expect(read).not.toThrow('secret')
})
