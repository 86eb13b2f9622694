import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'

const serverFolder = fileURLToPath(new URL('../../..', import.meta.url))

/** Imports the real worker's function, as `handle`. */
const realWorker = `import handle from ${JSON.stringify(pathToFileURL(join(serverFolder, 'dist/voice-worker.js')).href)}\n`

/** The built server, in a folder of its own, whose classifier threads run the module `worker`; it may use the real one's `handle`. */
export function createMainWithWorker(worker: string): { main: string; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-worker-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const main = join(folder, 'main.js')
  cpSync(join(serverFolder, 'dist'), folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  symlinkSync(join(serverFolder, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'voice-worker.js'), realWorker + worker)
  return { main, folder }
}
