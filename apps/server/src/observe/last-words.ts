import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'

/** What is open is told and closed within this, if it can be. */
const partingMs = 1_000

export interface LastWordsDeps {
  process: Pick<NodeJS.Process, 'on' | 'removeAllListeners' | 'exit' | 'report'>
  log: Logger
  clock: Pick<Clock, 'after'>
  stop: () => Promise<void>
}

/**
 * An error that nobody caught, or a promise that nobody waited for, ends the process with 1: who knows what state it is in. One
 * line says so, without the error's own words, and whoever is connected is told, as well as that can still be done.
 */
export function sayLastWords({ process, log, clock, stop }: LastWordsDeps): void {
  // They would hold connections' addresses, and messages of errors as they are.
  if (process.report) {
    process.report.reportOnUncaughtException = false
    process.report.reportOnFatalError = false
    process.report.reportOnSignal = false
  }
  process.removeAllListeners('warning')
  process.on('warning', (warning) => log.warn({ err: warning }, 'warning'))

  let isEnding = false
  process.on('uncaughtException', (error) => {
    const exit = () => process.exit(1)
    try {
      log.fatal({ err: error }, isEnding ? 'another error that nobody caught' : 'an error that nobody caught')
    } catch {
      // There may be nobody to write to; that mustn't keep the process alive.
    }
    if (isEnding) return
    isEnding = true
    clock.after(partingMs, exit)
    stop().then(exit, exit)
  })
}
