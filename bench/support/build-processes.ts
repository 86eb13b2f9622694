import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/**
 * Bundles a bench's processes into `folder`, as the product's server is: what is measured is to run as it does. `entries`
 * are files of this folder's parent; returned is where each of them is now.
 */
export async function buildProcesses<Name extends string>(
  folder: string,
  entries: Readonly<Record<Name, string>>,
): Promise<Record<Name, string>> {
  // The server's own esbuild.
  const fromServer = createRequire(path('../../apps/server/package.json'))
  const { build } = await import(pathToFileURL(fromServer.resolve('esbuild')).href)
  const built: Record<Name, string> = { ...entries }
  for (const name in entries) built[name] = join(folder, `${name}.mjs`)
  await build({
    entryPoints: Object.fromEntries(
      Object.entries<string>(entries).map(([name, file]) => [name, path(`../${file}`)]),
    ),
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
  return built
}
