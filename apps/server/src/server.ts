import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { createAudioSocket } from './audio/audio-socket.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { ClassifierLost, isUnavailable, storeUnavailable } from './errors.ts'
import { createApp } from './http/app.ts'
import { createClientAddress } from './http/client-address.ts'
import { answerClientFaults } from './http/client-faults.ts'
import { createConnectionLimit } from './http/connection-limit.ts'
import { declineUpgrade } from './http/decline-upgrade.ts'
import { passExpectations, refusalAtTheDoor } from './http/front-door.ts'
import { createGracefulClose } from './http/graceful-close.ts'
import { hasAnswerUnderWay } from './http/has-answer-under-way.ts'
import { createHealthRoutes, draining } from './http/health-routes.ts'
import { createListener } from './http/listener.ts'
import { createOverload } from './http/overload.ts'
import { createOneATurn } from './http/one-a-turn.ts'
import { nothingHere } from './http/problem.ts'
import { createSafeguards } from './http/safeguards.ts'
import { createStartLimits } from './http/start-limits.ts'
import { createStaticRoutes } from './http/static.ts'
import { createTakenSockets } from './http/taken-sockets.ts'
import { turnAway } from './http/turn-away.ts'
import { createOpenapiRoute } from './openapi/openapi-route.ts'
import { createMetrics } from './observe/metrics.ts'
import { createMetricsRoute } from './observe/metrics-route.ts'
import { createRequestLog } from './http/request-log.ts'
import { createSessionReaper, type SessionReaper } from './sessions/session-reaper.ts'
import { createSessionRoutes } from './sessions/session-routes.ts'
import type { SessionStore } from './sessions/session-store.ts'
import { createStreamRoute } from './stream/stream-route.ts'
import { createToneHub } from './stream/tone-hub.ts'
import { createTonePipeline } from './tone/tone-pipeline.ts'
import type { VoiceEngine } from './tone/voice-engine.ts'

export interface ServerDeps {
  config: Config
  clock: Clock
  store: SessionStore
  voice: VoiceEngine
  log: Logger
  /** The built web app; its pages are served where it exists. */
  webDir: string
}

export interface Server {
  /** Resolves to the address it serves at, once it does. */
  start(): Promise<string>
  /** Tells and closes everyone, within the grace of the settings, and lets go of all it held. */
  stop(): Promise<void>
  readonly reaper: SessionReaper
  /** What `/metrics` tells. */
  readonly register: Registry
  /** What is open now, for metrics and leak tests. */
  counts(): { streams: number; microphones: number }
}

/** Puts the parts together. Nothing is at work before `start`, except the sweep. */
// eslint-disable-next-line undertone/own-lines -- it puts the parts together, and does nothing else
export function createServer({ config, clock, store, voice, log, webDir }: ServerDeps): Server {
  const onError = (error: unknown) => {
    // The store tells by itself, once, that it is out of reach, and the voice engine that a thread is lost.
    if (isUnavailable(error) || error instanceof ClassifierLost) return
    log.error({ err: error }, 'unexpected')
  }
  let serving = true
  const assertServing = () => {
    if (!serving) throw draining()
  }
  const assertReady = () => {
    assertServing()
    if (!store.isReachable()) throw storeUnavailable()
  }

  const hub = createToneHub({
    store,
    clock,
    pingIntervalMs: config.pingIntervalS * 1000,
    streamMaxAgeMs: config.streamMaxAgeS * 1000,
    maxStreamsPerSession: config.maxStreamsPerSession,
    random: Math.random,
    onError,
  })
  const pipeline = createTonePipeline({ voice, store, clock, onError })
  const isServing = () => serving
  const address = createClientAddress({ trustProxy: config.trustProxy, unlimited: config.unlimitedAddresses })
  const connections = createConnectionLimit({ limit: config.maxConnectionsPerAddress, address })
  const startLimits = createStartLimits({ ...config, shared: store.hits, keyOf: address.keyOf })
  const overload = createOverload({ clock, voice, lagMs: () => audio.lag().averageMs, ...config })
  const audio = createAudioSocket({
    store,
    pipeline,
    clock,
    origins: config,
    isServing,
    mayConnect: connections.claim,
    assertRoom: () => overload.assertRoom('microphone'),
    onError,
  })
  const metrics = createMetrics({ store, hub, pipeline, audio, overload, clock })
  const reaper = createSessionReaper({
    store: { removeIdle: metrics.timed(store.removeIdle) },
    clock,
    idleTtlMs: config.defaultIdleTtlS * 1000,
    onError,
  })

  store.listen({
    appended: hub.deliver,
    spoke: hub.tell,
    microphoneTaken: audio.takeOver,
    broken: hub.restart,
    removed(sessionId, reason) {
      pipeline.release(sessionId).catch(onError)
      audio.close(sessionId)
      hub.close(sessionId, reason)
    },
  })

  const requests = createRequestLog({ log, clock })
  const oneATurn = createOneATurn(address.keyOf)
  const sockets = requests.watchStreams(createTakenSockets())
  const app = createApp({
    safeguards: [requests.handler, ...createSafeguards(config), connections.handler],
    api: [
      // One is asked after the other, so those that many ask for at once come first.
      createStreamRoute({
        store,
        hub,
        clock,
        sockets,
        assertServing,
        assertRoom: () => overload.assertRoom('stream'),
        connections,
      }),
      createSessionRoutes({
        store,
        clock,
        settings: config,
        assertServing,
        assertRoom: () => overload.assertRoom('session'),
        startLimits,
        oneATurn,
      }),
      createHealthRoutes({ assertReady }),
      createOpenapiRoute(),
      createMetricsRoute(metrics.register, oneATurn),
    ],
    pages: createStaticRoutes(webDir),
    address,
    onError: requests.failed,
  })
  const http = createListener(app, {
    tls: config.tls,
    requestTimeoutMs: config.requestTimeoutS * 1000,
  })
  connections.watch(http)
  sockets.onGone(connections.gone)
  passExpectations(http)
  answerClientFaults(http, clock)
  const gracefulClose = createGracefulClose(http, clock, sockets)
  http.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy())
    // What is said now would be taken for the answer that is still due.
    if (hasAnswerUnderWay(socket)) return socket.destroy()
    if (req.headers.upgrade?.toLowerCase() !== 'websocket') return declineUpgrade(http, req, socket, head)
    const refusal = refusalAtTheDoor(req)
    if (!refusal && audio.upgrade(req, socket, head)) return requests.upgraded(socket)
    turnAway(socket, refusal ?? nothingHere())
  })
  http.on('connect', (_req, socket) => {
    if (hasAnswerUnderWay(socket)) socket.destroy()
    else turnAway(socket, nothingHere())
  })

  return {
    reaper,
    register: metrics.register,
    counts: () => ({ streams: hub.streamCount(), microphones: audio.microphoneCount() }),
    async start() {
      // A voice that can't be had is found out here, and not by the first person who speaks.
      await voice.liveClassifiers()
      overload.start()
      return listen(http, config)
    },
    async stop() {
      const graceMs = config.shutdownGraceS * 1000
      serving = false
      reaper.stop()
      overload.stop()
      startLimits.stop()
      audio.stop()
      // What the microphones leave is for whoever goes on with their sessions.
      await Promise.race([pipeline.settled(), pause(clock, graceMs / 10)])
      await Promise.race([store.close(), pause(clock, graceMs / 4)])
      hub.stop()
      // A moment in which a load balancer can still ask, and read from /ready that it should look elsewhere.
      await pause(clock, Math.min(longestDrainMs, graceMs / 10))
      await gracefulClose.close(graceMs * 0.8)
      await voice.stop()
    },
  }
}

const longestDrainMs = 1_000
/** Connections that the system holds until they are taken: after an outage thousands come at once. Linux gives 4,096 at most. */
const mostUnaccepted = 4_096

function listen(http: HttpServer, { host, port, tls }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen({ host, port, backlog: mostUnaccepted }, () => {
      http.off('error', reject)
      resolve(urlOf(http.address(), host, tls ? 'https' : 'http'))
    })
  })
}

function urlOf(address: AddressInfo | string | null, host: string, scheme: string): string {
  const port = typeof address === 'object' && address ? address.port : ''
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve))
}
