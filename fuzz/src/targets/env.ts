import fc from 'fast-check'
import { ConfigError, readConfig, settingNames, type Config } from '../../../apps/server/src/config.ts'
import { createClientAddress } from '../../../apps/server/src/http/client-address.ts'
import { createListener } from '../../../apps/server/src/http/listener.ts'
import { must } from '../must.ts'
import { oddNumber, oddText } from '../odd-values.ts'
import { createTarget } from '../target.ts'
import { withinTime } from '../within-time.ts'

/** Part of each value that is secret, so that it is known again wherever it turns up. */
const secretMark = 'hush-8522'
const secret = fc.tuple(oddText, oddText).map(([before, behind]) => `${before}${secretMark}${behind}`)
const port = fc.oneof(fc.nat().map(String), oddText)
const redisUrl = fc
  .tuple(fc.constantFrom('redis', 'rediss', 'http', ''), secret, oddText, port, oddText)
  .map(([scheme, password, host, at, path]) => `${scheme}://me:${password}@${host}:${at}/${path}`)

const number = oddNumber.map(String)
const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('loopback', 'none', '::1%lo', '::ffff:7f00:1'))
const subnet = fc.tuple(address, fc.nat(130)).map((parts) => parts.join('/'))
const addresses = fc
  .array(fc.oneof(address, subnet, oddText), { minLength: 1, maxLength: 3 })
  .map((all) => all.join(','))
const anything = fc.oneof(
  oddText,
  number,
  fc.constantFrom('true', 'false', 'https://undertone.example', '::1', '10.0.0.0/8'),
)
const file = fc.oneof(oddText, fc.constantFrom('.', 'package.json', '/', 'no/such/file', 'a'.repeat(5_000)))

/** By name; what isn't here is left to chance. */
const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  PORT: number,
  TLS_CERT_FILE: file,
  TLS_KEY_FILE: file,
  SESSION_IDLE_TTL_S: number,
  MAX_IDLE_TTL_S: number,
  STREAM_MAX_AGE_S: number,
  PING_INTERVAL_S: number,
  REQUEST_TIMEOUT_S: number,
  MAX_SESSIONS: number,
  MAX_STREAMS_PER_SESSION: number,
  MAX_STARTS_PER_MINUTE: number,
  MAX_WRONG_CODES_PER_MINUTE: number,
  MAX_CONNECTIONS_PER_ADDRESS: number,
  UNLIMITED_ADDRESSES: addresses,
  TRUST_PROXY: addresses,
  MAX_LOOP_DELAY_MS: number,
  MAX_VOICE_LOAD: number,
  CLASSIFIER_THREADS: number,
  SHUTDOWN_GRACE_S: number,
  REDIS_URL: redisUrl,
  ACCESS_CODE: secret,
}
const isSecret = (name: string) => name === 'REDIS_URL' || name === 'ACCESS_CODE'

const setting = fc.constantFrom(...settingNames).chain((name) => {
  const right = values[name] ?? anything
  const value = isSecret(name) ? right : fc.oneof({ weight: 3, arbitrary: right }, anything)
  return fc.tuple(fc.constant(name), value)
})
const env = fc
  .tuple(fc.array(setting, { maxLength: 6 }), fc.dictionary(oddText, oddText, { maxKeys: 2 }))
  .map(([settings, others]) => ({ ...others, ...Object.fromEntries(settings) }))

/** Any environment is settings that a server can run with, or a sentence for each that it can't; no secret is ever repeated. */
export const envTarget = createTarget({
  name: 'env',
  cases: env,
  lanes: 1,
  check(settings: Record<string, string>) {
    withinTime(2_000, () => judge(settings))
  },
})

function judge(settings: Record<string, string>): void {
  let config: Config
  try {
    config = readConfig(settings)
  } catch (error) {
    must(error instanceof ConfigError, 'An error that is no sentence', String(error))
    return judgeSentence(error.message, settings)
  }
  judgeConfig(config)
}

function judgeSentence(text: string, settings: Record<string, string>): void {
  must(!text.includes(secretMark), 'A secret is repeated', text)
  const [, name = ''] = /^The setting ([A-Z_]+)[^]* can't be used: [^]+\.$/.exec(text) ?? []
  must(settingNames.includes(name), 'No setting is named', text)
  // The two of a pair are judged together.
  must(name in settings || name.startsWith('TLS_'), 'A setting is named that was not set', text)
}

function judgeConfig(config: Config): void {
  const { port: at, trustProxy, publicOrigin, unlimitedAddresses: unlimited } = config
  must(Number.isInteger(at) && at >= 0 && at <= 65_535, 'A port that is none', at)
  for (const [name, value] of Object.entries(config))
    if (typeof value === 'number') must(Number.isFinite(value) && value >= 0, name, String(value))
  must(publicOrigin === null || new URL(publicOrigin).origin === publicOrigin, 'No origin', publicOrigin)
  // As the server does with them, which throws where that can't be.
  createClientAddress({ trustProxy, unlimited })
  createListener(() => {}, { tls: null, requestTimeoutMs: config.requestTimeoutS * 1000 })
}
