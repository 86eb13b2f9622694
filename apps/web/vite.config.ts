import vue from '@vitejs/plugin-vue'
import { defineConfig, loadEnv } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { firstScreen } from './first-screen.ts'
import { installedApp } from './installed-app.ts'
import { packedFiles } from './packed-files.ts'
import { serverAddresses } from './server-addresses.ts'

const defaultServerPort = '8522'

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, import.meta.dirname, 'UNDERTONE_')
  const target = `http://127.0.0.1:${env['UNDERTONE_SERVER_PORT'] ?? defaultServerPort}`
  return {
    plugins: [vue(), firstScreen(), VitePWA(installedApp), packedFiles()],
    // Every component is `<script setup>`: the options API would be dead weight on the first screen.
    define: { __VUE_OPTIONS_API__: 'false' },
    build: {
      outDir: 'dist',
      assetsDir: 'assets',
      target: 'es2022',
      sourcemap: false,
      modulePreload: {
        // Every browser that runs es2022 knows how to preload a module, or does without.
        polyfill: false,
        // All pages are fetched soon after the first: a list of what each of them needs would only make that one larger.
        resolveDependencies: (_file, files, { hostType }) => (hostType === 'html' ? files : []),
      },
      // One file for all that the first screen needs: half a kilobyte less, and one request.
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              {
                name: 'vue',
                // The last two are shared with what is fetched later: left to itself, each would be a file of its own.
                test: /node_modules\/(?:@vue|vue|pinia|vue-router)\/|shared\/src\/idle-ttl|messages\/en-first/,
              },
            ],
          },
        },
      },
    },
    // The audio worklet is bundled as a module of its own: `script-src 'self'` is enough for it.
    worker: { format: 'es' as const },
    server: {
      host: '127.0.0.1',
      proxy: { [serverAddresses.source]: { target, ws: true } },
    },
  }
})
