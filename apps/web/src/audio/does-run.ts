import { settledWithin } from './settled-within.ts'

const patienceMs = 1_000

/** Whether `context` runs, or will within a moment. One that doesn't waits for a tap, and would stay silent until then. */
export async function doesRun(context: AudioContext): Promise<boolean> {
  await settledWithin(context.resume(), patienceMs)
  return context.state === 'running'
}
