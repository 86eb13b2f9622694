// Bundles the server and its worker into dist/; packages from the registry stay outside. `--watch` goes on doing so.
import { build, context } from 'esbuild'

const options = {
  entryPoints: ['src/main.ts', 'src/tone/voice-worker.ts'],
  outdir: 'dist',
  entryNames: '[name]',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
  // Workspace packages are sources, so they are bundled in.
  alias: {
    '@undertone/shared': '../../packages/shared/src/index.ts',
    '@undertone/voice': '../../packages/voice/src/index.ts',
  },
}

if (process.argv.includes('--watch')) await (await context(options)).watch()
else await build(options)
