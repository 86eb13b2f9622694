import { fileURLToPath } from 'node:url'
import { pino, type Logger } from 'pino'
import { createSystemClock, type Clock } from './clock.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import { sayLastWords } from './observe/last-words.ts'
import { createLog } from './observe/log.ts'
import { addProcessMetrics } from './observe/process-metrics.ts'
import { createServer, type Server } from './server.ts'
import { openStore } from './sessions/open-store.ts'
import { createStopOnce } from './stop-once.ts'
import { createVoicePool } from './tone/voice-pool.ts'

const webDir = fileURLToPath(new URL('../../web/dist', import.meta.url))
const workerFile = new URL('./voice-worker.js', import.meta.url)

/** The process: read the settings, serve, and leave in order when asked to. Resolves to the address it serves at. */
async function main(): Promise<string> {
  const config = configOrExit()
  const log = createLog(config.logLevel, pino.destination(2))
  const clock = createSystemClock()
  let server: Server | null = null
  sayLastWords({ process, log, clock, stop: async () => server?.stop() })
  server = await createWholeServer(config, clock, log)
  // Before the ready line: whoever reads it may ask the process to stop at once.
  const onSignal = createStopOnce({
    stop: server.stop,
    exit: process.exit,
    clock,
    graceMs: config.shutdownGraceS * 1000,
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      log.info({ signal }, 'stopping')
      onSignal()
    })
  }
  const url = await server.start().catch((error: unknown) => exitWith(whyNotListening(error, config)))
  log.info('listening')
  process.stdout.write(`Undertone is listening on ${url}\n`)
  return url
}

async function createWholeServer(config: Config, clock: Clock, log: Logger): Promise<Server> {
  const store = await openStore({ config, clock, onError: (error) => log.error({ err: error }, 'store') })
  const voice = createVoicePool({
    threads: config.classifierThreads,
    modelName: config.voiceModel,
    workerFile,
    clock,
    onError(error) {
      processMetrics.classifierLost()
      log.error({ err: error }, 'a voice thread was lost and is replaced')
    },
  })
  const server = createServer({ config, clock, store, voice, log, webDir })
  const processMetrics = addProcessMetrics(server.register)
  return server
}

function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (error instanceof ConfigError) return exitWith(error.message)
    throw error
  }
}

function exitWith(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function whyNotListening(error: unknown, { host, port }: Config): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE')
    return `The setting PORT=${port} can't be used: another program is listening there.`
  if (code === 'EACCES')
    return `The setting PORT=${port} can't be used: this user isn't allowed to listen there.`
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL' || code === 'EINVAL' || code === 'EAI_AGAIN')
    return `The setting HOST=${host} can't be used: it isn't an address of this machine.`
  throw error
}

/** Where it serves, for whoever runs it within their own process. */
export const url = await main()
