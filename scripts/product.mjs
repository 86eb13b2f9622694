import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'
import { findOrInstall } from './find-or-install.mjs'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))

/** A conversation to play to a fake microphone. */
export const sampleFile = path('../apps/web/public/samples/tense.wav')

/**
 * Builds the product and runs it on a free port, beside a browser to use it with. `chromium` is playwright's, which
 * the caller brings along; `flags` are the browser's, on top of what every test browser gets.
 */
export async function launchProduct(chromium, flags) {
  build()
  const server = spawn(process.execPath, [path('../apps/server/dist/main.js')], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(server.stdout, 'data')
  const [url] = /http\S+/.exec(String(line))
  const args = ['--no-sandbox', '--disable-gpu', ...flags]
  const browser = await chromium.launch({ executablePath: findOrInstall('chromium'), args })
  return {
    url,
    browser,
    async stop() {
      await browser.close()
      server.kill('SIGTERM')
    },
  }
}
