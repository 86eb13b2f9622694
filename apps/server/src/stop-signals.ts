/** What asks a program to end in order. */
const signals = ['SIGTERM', 'SIGINT'] as const

export interface StopSignals {
  /** From now on `stop` sees to what is to be done when a signal comes. */
  take(stop: (signal: NodeJS.Signals) => void): void
}

/** Ends the process with 0 at a signal, at once, as long as nobody else sees to it. */
export function createStopSignals(process: Pick<NodeJS.Process, 'on' | 'exit'>): StopSignals {
  let stop: (signal: NodeJS.Signals) => void = () => process.exit(0)
  for (const signal of signals) process.on(signal, () => stop(signal))
  return { take: (taken) => void (stop = taken) }
}
