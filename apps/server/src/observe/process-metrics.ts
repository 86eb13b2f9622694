import { collectDefaultMetrics, Counter, type Registry } from 'prom-client'

/** They make lists of every open connection; of 20,000 streams, at each look. */
const dear = ['nodejs_active_handles', 'nodejs_active_requests', 'nodejs_active_resources']

export interface ProcessMetrics {
  classifierLost(): void
}

/** Adds what only the process as a whole can tell: memory, processor, event loop, threads that died. For one `register` at most. */
export function addProcessMetrics(register: Registry): ProcessMetrics {
  collectDefaultMetrics({ register })
  for (const name of dear) for (const each of [name, `${name}_total`]) register.removeSingleMetric(each)
  const lost = new Counter({
    name: 'undertone_classifier_restarts_total',
    help: 'Threads of the classifier that died or hung, and were replaced.',
    registers: [register],
  })
  return { classifierLost: () => lost.inc() }
}
