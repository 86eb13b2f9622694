import { pino, type DestinationStream, type Logger } from 'pino'
import { safeError } from './safe-error.ts'

/** As long as an id, and nothing but the characters of one. */
const idLike = /(?<![\w-])[\w-]{22}(?![\w-])/g

/**
 * JSON lines, with no name of the machine. Errors are told by `safeError`; whatever else is logged goes through a net for
 * ids, should anybody ever log one.
 */
export function createLog(level: string, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: safeError },
      hooks: {
        logMethod(args, method) {
          // Without words of its own a line would get those of the error, as they are.
          const [first, ...rest] = args
          return args.length === 1 && typeof first !== 'string'
            ? method.apply(this, [first instanceof Error ? { err: first } : first, 'error'])
            : method.apply(this, [first instanceof Error ? { err: first } : first, ...rest])
        },
      },
    },
    { write: (line) => void destination.write(line.replaceAll(idLike, '…')) },
  )
}
