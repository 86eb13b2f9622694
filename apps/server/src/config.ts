import { availableParallelism } from 'node:os'
import { z } from 'zod'

/** Longest delay that a Node timer takes, ms; above it `setInterval` silently fires every millisecond. */
const longestTimerS = 2_147_483

const seconds = z.coerce.number().nonnegative().max(longestTimerS)
const positiveSeconds = z.coerce.number().positive().max(longestTimerS)
const count = z.coerce.number().int().positive()

const trustProxySchema = z.string().transform((text): TrustProxy => {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^\d+$/.test(text) ? Number(text) : text
})

const envSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8522),
  HOST: z.string().default('127.0.0.1'),
  SESSION_IDLE_TTL_S: seconds.optional(),
  MAX_IDLE_TTL_S: positiveSeconds.default(900),
  STREAM_MAX_AGE_S: positiveSeconds.default(120),
  PING_INTERVAL_S: positiveSeconds.default(15),
  MAX_SESSIONS: count.default(10_000),
  MAX_STREAMS_PER_SESSION: count.default(32),
  CLASSIFIER_THREADS: count.max(256).default(Math.max(1, availableParallelism() - 1)),
  REDIS_URL: z.undefined('this version keeps its sessions in memory; unset it').optional(),
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: trustProxySchema.default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SHUTDOWN_GRACE_S: positiveSeconds.default(10),
})

/** What Express' `trust proxy` takes: all, none, a number of hops, or addresses. */
export type TrustProxy = boolean | number | string

export interface Config {
  port: number
  host: string
  /** Idle time of a session that asks for none. */
  defaultIdleTtlS: number
  /** A session may ask for no less than this: the operator's own default where one is set. */
  minIdleTtlS: number
  maxIdleTtlS: number
  streamMaxAgeS: number
  pingIntervalS: number
  maxSessions: number
  maxStreamsPerSession: number
  classifierThreads: number
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
  return {
    port: settings.PORT,
    host: settings.HOST,
    defaultIdleTtlS: settings.SESSION_IDLE_TTL_S ?? 90,
    minIdleTtlS: settings.SESSION_IDLE_TTL_S ?? 0,
    maxIdleTtlS: settings.MAX_IDLE_TTL_S,
    streamMaxAgeS: settings.STREAM_MAX_AGE_S,
    pingIntervalS: settings.PING_INTERVAL_S,
    maxSessions: settings.MAX_SESSIONS,
    maxStreamsPerSession: settings.MAX_STREAMS_PER_SESSION,
    classifierThreads: settings.CLASSIFIER_THREADS,
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
  return `The setting ${name}=${env[name] ?? ''} can't be used: ${issue.message}.`
}
