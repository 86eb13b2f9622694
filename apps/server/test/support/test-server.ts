import { createClient } from '@redis/client'
import { sessionSchema } from '@undertone/shared'
import { pino } from 'pino'
import { inject, onTestFinished } from 'vitest'
import { createSystemClock, type Clock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { createServer, type Server } from '../../src/server.ts'
import { createMemoryStore } from '../../src/sessions/memory-store.ts'
import { openStore } from '../../src/sessions/open-store.ts'
import type { SessionStore } from '../../src/sessions/session-store.ts'
import type { VoiceEngine } from '../../src/tone/voice-engine.ts'
import { databases } from './shared-redis.ts'
import { createScriptedVoice, type ScriptedVoice } from './scripted-voice.ts'
import type { TrustingFetch } from './trusting-fetch.ts'

export interface TestServerOptions {
  /** Environment, as an operator would set it. */
  env?: Record<string, string>
  clock?: Clock
  voice?: VoiceEngine
  webDir?: string
  /** Events a session keeps, to see what happens beyond. */
  capacity?: number
  /** Puts something between the server and its store. */
  wrapStore?: (store: SessionStore) => SessionStore
}

export interface TestServer {
  url: string
  server: Server
  store: SessionStore
  voice: ScriptedVoice
  /** Starts a session over the wire and returns its id. */
  startSession(body?: object): Promise<string>
}

/** A server on a free port of the loopback, stopped when the test ends. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { capacity, clock = createSystemClock() } = options
  const config = readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    SHUTDOWN_GRACE_S: '1',
    ...(capacity === undefined ? await ownDatabase() : {}),
    ...options.env,
  })
  const store =
    capacity === undefined
      ? await openStore({ config, clock, onError: () => {} })
      : createMemoryStore({ clock, maxSessions: config.maxSessions, historyCapacity: () => capacity })
  const scripted = createScriptedVoice()
  const server = createServer({
    config,
    clock,
    store: options.wrapStore?.(store) ?? store,
    voice: options.voice ?? scripted,
    log: pino({ level: 'silent' }),
    webDir: options.webDir ?? '/nowhere',
  })
  const url = await server.start()
  onTestFinished(() => server.stop())
  return { url, server, store, voice: scripted, startSession: (body) => startSession(url, body) }
}

let serversSoFar = 0

/** In a Redis that others use too: an empty database that no other server has now. */
async function ownDatabase(): Promise<{ REDIS_URL?: string }> {
  const redisUrl = inject('redisUrl')
  if (redisUrl === undefined) return {}
  const mostWorkers = 16
  const worker = Number(process.env['VITEST_POOL_ID']) % mostWorkers
  const eachHas = databases / mostWorkers
  const url = `${redisUrl}/${worker * eachHas + (serversSoFar++ % eachHas)}`
  const client = createClient({ url })
  await client.connect()
  await client.flushDb()
  client.destroy()
  return { REDIS_URL: url }
}

/** Starts a session at `url` with `fetch` and returns its id. */
export async function startSession(
  url: string,
  body: object = {},
  ask: TrustingFetch = fetch,
): Promise<string> {
  const response = await ask(`${url}/session/start`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return sessionSchema.parse(await response.json()).session_id
}
