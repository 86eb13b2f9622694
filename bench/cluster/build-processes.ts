import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** Bundles this bench's processes into `folder`, as the product's server is: what is measured is to run as it does. */
export async function buildProcesses(folder: string): Promise<{ node: string; watchers: string }> {
  // The server's own esbuild.
  const fromServer = createRequire(path('../../apps/server/package.json'))
  const { build } = await import(pathToFileURL(fromServer.resolve('esbuild')).href)
  await build({
    entryPoints: { node: path('node-process.ts'), watchers: path('watchers-process.ts') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // Packages of CommonJS ask for Node's own modules by it.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
    },
    logLevel: 'error',
  })
  return { node: join(folder, 'node.mjs'), watchers: join(folder, 'watchers.mjs') }
}
