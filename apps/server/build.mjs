// Bundles the server and its worker into dist/. `--watch` goes on doing so.
import { readFileSync } from 'node:fs'
import { build, context } from 'esbuild'

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

const options = {
  absWorkingDir: import.meta.dirname,
  entryPoints: ['src/main.ts', 'src/serve.ts', 'src/tone/voice-worker.ts'],
  outdir: 'dist',
  entryNames: '[name]',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // The registry's packages stay outside; those of the workspace, and what they need, are bundled in.
  external: Object.keys(dependencies).filter((name) => !name.startsWith('@undertone/')),
  // Loads what serves as a file of its own, so that it does something before.
  plugins: [{ name: 'serve-apart', setup: leaveServeApart }],
  sourcemap: true,
  logLevel: 'warning',
}

if (process.argv.includes('--watch')) await (await context(options)).watch()
else await build(options)

function leaveServeApart({ onResolve }) {
  onResolve({ filter: /^\.\/serve\.ts$/ }, () => ({ path: './serve.js', external: true }))
}
