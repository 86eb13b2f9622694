import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { shippedModelNames, type ShippedModelName } from '@undertone/voice'
import { maxAccessCodeLength } from '@undertone/shared'
import proxyAddr from 'proxy-addr'
import { z } from 'zod'
import { tlsPairFault, type TlsPair } from './tls-pair.ts'

/** Longest delay that a Node timer takes, s; above it a timer silently fires every millisecond. */
const longestTimerS = 2_147_483

const aNumber = (what: string) => z.coerce.number({ error: `it must be ${what}` })
/** Thirty thousand years, which no timer measures; as milliseconds it is still an exact number. */
const longestIdleS = 1e12
const seconds = aNumber('a number of seconds, 0 or more')
  .nonnegative('it must be 0 or more')
  .max(longestIdleS, `it must be ${longestIdleS} at most`)
const positiveSeconds = aNumber('a number of seconds above 0')
  .positive('it must be above 0')
  .max(longestTimerS, `it must be ${longestTimerS} at most`)
const count = aNumber('a whole number').int('it must be a whole number').positive('it must be 1 or more')

const limit = aNumber('a whole number, 0 for no limit')
  .int('it must be a whole number')
  .nonnegative('it must be 0, for no limit, or more')

const proxyAddress = z.union([
  z.enum(['loopback', 'linklocal', 'uniquelocal']),
  z.ipv4(),
  z.ipv6(),
  z.cidrv4(),
  z.cidrv6(),
])
const trustProxySchema = z.union(
  [
    z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' }),
    z.string().regex(/^\d+$/).transform(Number),
    z.string().refine((text) => {
      const names = text.split(',').map((name) => name.trim())
      return names.every((name) => proxyAddress.safeParse(name).success) && canBeTrusted(names)
    }),
  ],
  'it must be true, false, a number of hops, or addresses with commas between',
)

/** Express' own reading of them knows no subnet of everybody (`0.0.0.0/0`), for which there is `true`. */
function canBeTrusted(names: string[]): boolean {
  try {
    proxyAddr.compile(names)
    return true
  } catch {
    return false
  }
}

/** Addresses as `TRUST_PROXY` names them, or the word that stands for none. */
const addressesSchema = z.string().transform((text, ctx) => {
  const names = text === 'none' ? [] : text.split(',').map((name) => name.trim())
  if (names.every((name) => proxyAddress.safeParse(name).success)) return names
  ctx.addIssue('it must be none, or addresses with commas between')
  return z.NEVER
})

function isRedisUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname, username, password } = new URL(text)
  if (!/^rediss?:$/.test(protocol) || hostname === '' || !/^\/?\d*$/.test(pathname)) return false
  try {
    decodeURIComponent(username + password)
    return true
  } catch {
    return false
  }
}

/** Takes the path of a file, and is what the file holds. */
const textFile = z.string().transform((path, ctx) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    ctx.addIssue("it isn't a file that can be read")
    return z.NEVER
  }
})

/** Settings whose values are never repeated; an address of a store may hold a password. */
const secrets = new Set(['REDIS_URL', 'ACCESS_CODE'])

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const portRange = 'it must be a whole number from 0 to 65535'

const settingsSchema = z.object({
  PORT: aNumber('a whole number from 0 to 65535')
    .int(portRange)
    .min(0, portRange)
    .max(65_535, portRange)
    .default(8522),
  HOST: z.string().default('127.0.0.1'),
  TLS_CERT_FILE: textFile.optional(),
  TLS_KEY_FILE: textFile.optional(),
  SESSION_IDLE_TTL_S: seconds.optional(),
  MAX_IDLE_TTL_S: positiveSeconds.default(900),
  STREAM_MAX_AGE_S: positiveSeconds.default(120),
  PING_INTERVAL_S: positiveSeconds.default(15),
  REQUEST_TIMEOUT_S: positiveSeconds.max(3600, 'it must be 3600 at most').default(20),
  MAX_SESSIONS: count.default(10_000),
  MAX_STREAMS_PER_SESSION: count.default(32),
  MAX_STARTS_PER_MINUTE: limit.default(60),
  MAX_WRONG_CODES_PER_MINUTE: limit.default(10),
  MAX_CONNECTIONS_PER_ADDRESS: limit.default(512),
  UNLIMITED_ADDRESSES: addressesSchema.default(['loopback']),
  MAX_LOOP_DELAY_MS: aNumber('a number of milliseconds above 0').positive('it must be above 0').default(200),
  MAX_VOICE_LOAD: aNumber('a share of the threads’ time, above 0')
    .positive('it must be above 0')
    .default(0.7),
  CLASSIFIER_THREADS: count.max(256).default(Math.max(1, availableParallelism() - 1)),
  VOICE_MODEL: z.enum(shippedModelNames, `it must be one of ${shippedModelNames.join(', ')}`).default('full'),
  REDIS_URL: z
    .string()
    .refine(isRedisUrl, 'it must be an address such as redis://127.0.0.1:6379, with a number for a database')
    .optional(),
  ACCESS_CODE: z
    .string()
    .max(maxAccessCodeLength, `it must be ${maxAccessCodeLength} characters at most`)
    .optional(),
  PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/, error: 'it must be an address such as https://undertone.example' })
    .optional(),
  TRUST_PROXY: trustProxySchema.default(false),
  LOG_LEVEL: z.enum(logLevels, `it must be one of ${logLevels.join(', ')}`).default('info'),
  SHUTDOWN_GRACE_S: positiveSeconds.default(10),
})

/** Every setting that there is, for the lists of them. */
export const settingNames = Object.keys(settingsSchema.shape)

const envSchema = settingsSchema.superRefine(({ TLS_CERT_FILE, TLS_KEY_FILE }, ctx) => {
  const fault = tlsPairFault(TLS_CERT_FILE, TLS_KEY_FILE)
  if (fault) ctx.addIssue({ code: 'custom', path: [`TLS_${fault.of}_FILE`], message: fault.message })
})

/** What Express' `trust proxy` takes: all, none, a number of hops, or addresses. */
export type TrustProxy = boolean | number | string

export interface Config {
  port: number
  host: string
  /** What it serves HTTPS with; without it, it serves HTTP. */
  tls: TlsPair | null
  /** Idle time of a session that asks for none. */
  defaultIdleTtlS: number
  /** A session may ask for no less than this: the operator's own default where one is set. */
  minIdleTtlS: number
  maxIdleTtlS: number
  streamMaxAgeS: number
  pingIntervalS: number
  /** A request that hasn't come in whole by then is over. */
  requestTimeoutS: number
  maxSessions: number
  maxStreamsPerSession: number
  /** Of one address; 0 for no limit. */
  maxStartsPerMinute: number
  maxWrongCodesPerMinute: number
  maxConnectionsPerAddress: number
  /** Addresses and subnets of which nothing is counted. */
  unlimitedAddresses: readonly string[]
  /** Newcomers are sent away while the event loop is later than this, or the classifiers' threads work a larger share of their time. */
  maxLoopDelayMs: number
  maxVoiceLoad: number
  classifierThreads: number
  voiceModel: ShippedModelName
  /** Where the sessions are kept; null keeps them in this process. */
  redisUrl: string | null
  /** What a start must name; null lets everybody start. */
  accessCode: string | null
  publicOrigin: string | null
  trustProxy: TrustProxy
  logLevel: string
  shutdownGraceS: number
}

/** A setting is wrong. `message` is a sentence that names it. */
export class ConfigError extends Error {}

/**
 * Reads the settings out of `env`; the only place that does. An empty value counts as unset.
 * @throws ConfigError naming every wrong setting
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = envSchema.safeParse(withoutEmpty(env))
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => sentence(issue, env)).join('\n'))
  const settings = parsed.data
  const { TLS_CERT_FILE: cert, TLS_KEY_FILE: key } = settings
  return {
    port: settings.PORT,
    host: settings.HOST,
    tls: cert === undefined || key === undefined ? null : { cert, key },
    defaultIdleTtlS: settings.SESSION_IDLE_TTL_S ?? 90,
    minIdleTtlS: settings.SESSION_IDLE_TTL_S ?? 0,
    maxIdleTtlS: settings.MAX_IDLE_TTL_S,
    streamMaxAgeS: settings.STREAM_MAX_AGE_S,
    pingIntervalS: settings.PING_INTERVAL_S,
    requestTimeoutS: settings.REQUEST_TIMEOUT_S,
    maxSessions: settings.MAX_SESSIONS,
    maxStreamsPerSession: settings.MAX_STREAMS_PER_SESSION,
    maxStartsPerMinute: settings.MAX_STARTS_PER_MINUTE,
    maxWrongCodesPerMinute: settings.MAX_WRONG_CODES_PER_MINUTE,
    maxConnectionsPerAddress: settings.MAX_CONNECTIONS_PER_ADDRESS,
    unlimitedAddresses: settings.UNLIMITED_ADDRESSES,
    maxLoopDelayMs: settings.MAX_LOOP_DELAY_MS,
    maxVoiceLoad: settings.MAX_VOICE_LOAD,
    classifierThreads: settings.CLASSIFIER_THREADS,
    voiceModel: settings.VOICE_MODEL,
    redisUrl: settings.REDIS_URL ?? null,
    accessCode: settings.ACCESS_CODE ?? null,
    publicOrigin: settings.PUBLIC_ORIGIN === undefined ? null : new URL(settings.PUBLIC_ORIGIN).origin,
    trustProxy: settings.TRUST_PROXY,
    logLevel: settings.LOG_LEVEL,
    shutdownGraceS: settings.SHUTDOWN_GRACE_S,
  }
}

function withoutEmpty(env: Record<string, string | undefined>): Record<string, string> {
  const set: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) if (value?.trim()) set[name] = value.trim()
  return set
}

function sentence(issue: z.core.$ZodIssue, env: Record<string, string | undefined>): string {
  const name = String(issue.path[0])
  const value = secrets.has(name) ? '' : `=${env[name] ?? ''}`
  return `The setting ${name}${value} can't be used: ${issue.message}.`
}
