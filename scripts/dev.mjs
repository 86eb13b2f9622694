// The server, restarted on each change, behind Vite, which reloads the page: one command, one address.
import { execFileSync, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const folder = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const fromWeb = createRequire(folder('apps/web/package.json'))
const port = Number(process.env.PORT || 8522)
const serverPort = port + 1

// Once to its end first, so that there is something to run; then again on each change.
execFileSync(process.execPath, ['build.mjs'], { cwd: folder('apps/server'), stdio: ['ignore', 2, 2] })
const bundler = spawn(process.execPath, ['build.mjs', '--watch'], {
  cwd: folder('apps/server'),
  stdio: ['ignore', 2, 2],
})
const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'dist/main.js'], {
  cwd: folder('apps/server'),
  // Its ready line would be a second address.
  stdio: ['ignore', 'ignore', 2],
  env: { ...process.env, HOST: '127.0.0.1', PORT: String(serverPort) },
})

process.env.UNDERTONE_SERVER_PORT = String(serverPort)
const { createServer } = await import(pathToFileURL(fromWeb.resolve('vite')).href)
const vite = await createServer({
  root: folder('apps/web'),
  server: { host: '127.0.0.1', port, strictPort: true },
})
await vite.listen()
console.log(`Undertone (development) is listening on http://127.0.0.1:${port}`)

async function stop() {
  server.kill('SIGTERM')
  bundler.kill('SIGTERM')
  await vite.close()
  process.exit(0)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
