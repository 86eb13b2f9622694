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
import type { StopSignals } from './stop-signals.ts'
import { createVoicePool } from './tone/voice-pool.ts'

const webDir = fileURLToPath(new URL('../../web/dist', import.meta.url))
const workerFile = new URL('./voice-worker.js', import.meta.url)

/** Reads the settings, serves, and leaves in order when asked to. Resolves to the address it serves at. */
export async function serve(signals: StopSignals): Promise<string> {
  const config = configOrExit()
  const log = createLog(config.logLevel, pino.destination(2))
  const clock = createSystemClock()
  // While it starts nobody is connected, so there is nobody to tell that it ends.
  let serving: Server | null = null
  const stop = async () => serving?.stop()
  sayLastWords({ process, log, clock, stop })
  const graceMs = config.shutdownGraceS * 1000
  const onError = (error: unknown) => log.error({ err: error }, 'stopping failed')
  const onSignal = createStopOnce({ stop, exit: process.exit, clock, graceMs, onError })
  signals.take((signal) => {
    log.info({ signal }, 'stopping')
    onSignal()
  })
  const server = await createWholeServer(config, clock, log)
  const url = await server.start().catch((error: unknown) => exitWith(whyNotListening(error, config)))
  serving = server
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
