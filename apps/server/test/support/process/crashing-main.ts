import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'

const serverFolder = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * The built server, whose classifier threads are the real ones but for this: once `crash` was called, the next push that comes
 * to one brings its thread down, with an error that nobody in it catches and that names the session.
 */
export function createCrashingMain(): { main: string; crash(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-crash-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const main = join(folder, 'main.js')
  const order = join(folder, 'crash')
  copyFileSync(join(serverFolder, 'dist/main.js'), main)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  symlinkSync(join(serverFolder, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(
    join(folder, 'voice-worker.js'),
    `import { existsSync, rmSync } from 'node:fs'
import handle from ${JSON.stringify(pathToFileURL(join(serverFolder, 'dist/voice-worker.js')).href)}
export default function (tasks) {
  const push = tasks.find(({ type }) => type === 'push')
  if (!push || !existsSync(${JSON.stringify(order)})) return handle(tasks)
  rmSync(${JSON.stringify(order)})
  setImmediate(() => { throw new Error('broke over ' + push.id) })
  return new Promise(() => {})
}`,
  )
  return { main, crash: () => writeFileSync(order, '') }
}
