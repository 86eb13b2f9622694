import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const folder = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/**
 * Builds the web app and the server into their `dist` folders. What the tools say goes to stderr. Whoever has built, and then
 * runs several programs that do it too, tells them so by `IS_BUILT`.
 */
export function build() {
  if (process.env.IS_BUILT) return
  // Whoever calls it may be a test, which Vue would otherwise be built for.
  const env = { ...process.env, NODE_ENV: 'production' }
  const run = (cwd, ...args) => execFileSync(process.execPath, args, { cwd, env, stdio: ['ignore', 2, 2] })
  run(folder('apps/web'), 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn')
  run(folder('apps/server'), 'build.mjs')
}
