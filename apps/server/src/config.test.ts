import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

it('has the defaults of the contract', () => {
  expect(readConfig({})).toMatchObject({
    port: 8522,
    host: '127.0.0.1',
    defaultIdleTtlS: 90,
    minIdleTtlS: 0,
    maxIdleTtlS: 900,
    streamMaxAgeS: 120,
    pingIntervalS: 15,
    maxSessions: 10_000,
    maxStreamsPerSession: 32,
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
    ['VOICE_MODEL', 'best'],
    ['PUBLIC_ORIGIN', 'example'],
    ['LOG_LEVEL', 'loud'],
    ['TRUST_PROXY', 'foo'],
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', 'TRUE'],
    ['TRUST_PROXY', '-1'],
    ['TRUST_PROXY', '1.2.3.4/99'],
    ['TRUST_PROXY', 'loopback,x'],
  ])('%s=%s', (name, value) => {
    const read = () => readConfig({ [name]: value })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(`The setting ${name}=${value} can't be used`)
  })
})

it('never repeats the address of a store, which may hold a password', () => {
  const read = () => readConfig({ REDIS_URL: 'redis://user:secret@host' })
  expect(read).toThrow("The setting REDIS_URL can't be used")
  expect(read).not.toThrow('secret')
})
