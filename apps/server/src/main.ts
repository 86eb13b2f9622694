import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { createSystemClock } from './clock.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import { createServer } from './server.ts'
import { openStore } from './sessions/open-store.ts'
import { createStopOnce } from './stop-once.ts'
import { createVoicePool } from './tone/voice-pool.ts'

const webDir = fileURLToPath(new URL('../../web/dist', import.meta.url))
const workerFile = new URL('./voice-worker.js', import.meta.url)

/** The process: read the settings, serve, and leave in order when asked to. Resolves to the address it serves at. */
async function main(): Promise<string> {
  const config = configOrExit()
  const log = pino({ level: config.logLevel }, pino.destination(2))
  const clock = createSystemClock()
  const store = await openStore({ config, clock, onError: (error) => log.error({ err: error }, 'store') })
  const voice = createVoicePool({
    threads: config.classifierThreads,
    modelName: config.voiceModel,
    workerFile,
    clock,
    onError: (error) => log.error({ err: error }, 'voice thread'),
  })
  const server = createServer({ config, clock, store, voice, log, webDir })
  // Before the ready line: whoever reads it may ask the process to stop at once.
  const onSignal = createStopOnce({
    stop: server.stop,
    exit: process.exit,
    clock,
    graceMs: config.shutdownGraceS * 1000,
  })
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  const url = await server.start().catch((error: unknown) => exitWith(whyNotListening(error, config)))
  process.stdout.write(`Undertone is listening on ${url}\n`)
  return url
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
