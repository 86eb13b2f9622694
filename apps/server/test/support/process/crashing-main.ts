import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMainWithWorker } from './main-with-worker.ts'

/**
 * The built server, whose classifier threads are the real ones but for this: once `crash` was called, the next push that comes
 * to one brings its thread down, with an error that nobody in it catches and that names the session.
 */
export function createCrashingMain(): { main: string; crash(): void } {
  const { main, folder } = createMainWithWorker(`import { existsSync, rmSync } from 'node:fs'
const order = new URL('crash', import.meta.url)
export default function (tasks) {
  const push = tasks.find(({ type }) => type === 'push')
  if (!push || !existsSync(order)) return handle(tasks)
  rmSync(order)
  setImmediate(() => { throw new Error('broke over ' + push.id) })
  return new Promise(() => {})
}`)
  return { main, crash: () => writeFileSync(join(folder, 'crash'), '') }
}
