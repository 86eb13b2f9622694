import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
// Vite and Vue are the web app's, of which the page shows a part.
const fromWeb = createRequire(path('../../apps/web/package.json'))
const bring = (name) => import(pathToFileURL(fromWeb.resolve(name)).href)

/** Builds the page of this folder, as the product is built, into `outDir`. */
export async function buildPage(outDir) {
  const [{ build }, { default: vue }] = await Promise.all([bring('vite'), bring('@vitejs/plugin-vue')])
  await build({
    configFile: false,
    root: path('.'),
    base: './',
    logLevel: 'warn',
    plugins: [vue()],
    resolve: { alias: { vue: fromWeb.resolve('vue/dist/vue.runtime.esm-bundler.js') } },
    define: { __VUE_OPTIONS_API__: 'false' },
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  })
}
