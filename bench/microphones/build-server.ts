import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { z } from 'zod'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/**
 * Bundles the real server and its classifier's thread into `folder` as its own build does: packages stay outside, for the pool
 * of threads finds its own files beside itself. Returns the file to start.
 */
export async function buildServer(folder: string): Promise<string> {
  const packageFile = path('../../apps/server/package.json')
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(packageFile, 'utf8')))
  const { build } = await import(pathToFileURL(createRequire(packageFile).resolve('esbuild')).href)
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  symlinkSync(path('../../apps/server/node_modules'), join(folder, 'node_modules'))
  await build({
    entryPoints: {
      product: path('product-process.ts'),
      'voice-worker': path('../../apps/server/src/tone/voice-worker.ts'),
    },
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: Object.keys(dependencies).filter((name) => !name.startsWith('@undertone/')),
    logLevel: 'error',
  })
  return join(folder, 'product.js')
}
