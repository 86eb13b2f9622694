import { createStopSignals } from './stop-signals.ts'

/** The process. To load all that serves takes longest of its start, and it may be asked to stop meanwhile. */
const signals = createStopSignals(process)
const { serve } = await import('./serve.ts')

/** Where it serves, for whoever runs it within their own process. */
export const url = await serve(signals)
