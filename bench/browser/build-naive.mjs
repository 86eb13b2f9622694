import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
// Vite and Vue are the web app's.
const fromWeb = createRequire(path('../../apps/web/package.json'))
const bring = (name) => import(pathToFileURL(fromWeb.resolve(name)).href)

/** Builds the page that has every row of the list in it into `outDir`, to be served at `base`. */
export async function buildNaive(outDir, base) {
  const [{ build }, { default: vue }] = await Promise.all([bring('vite'), bring('@vitejs/plugin-vue')])
  await build({
    configFile: false,
    root: path('./naive'),
    base,
    mode: 'production',
    logLevel: 'warn',
    plugins: [vue()],
    resolve: { alias: { vue: fromWeb.resolve('vue/dist/vue.runtime.esm-bundler.js') } },
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  })
}
