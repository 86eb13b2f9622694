import vue from '@vitejs/plugin-vue'
import { build, createServer, type Plugin, type Rolldown } from 'vite'

/**
 * Puts into index.html itself all that the first screen of a first visit waits for: its styles, the cards as they are rendered
 * from their components, and the script that answers their buttons. So it takes one request. The server names what stands in
 * the page by its hash where a policy asks for that (docs/decisions/0017-what-the-first-screen-holds.md).
 */
export function firstScreen(): Plugin {
  let root = ''
  let styles = ''
  return {
    name: 'undertone-first-screen',
    apply: 'build',
    configResolved(config) {
      root = config.root
    },
    // Before Vite notes which chunk needs which styles: these are there from the start, and aren't to be fetched again.
    generateBundle: {
      order: 'pre',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk' || !(chunk.isEntry || hasCards(chunk))) continue
          for (const file of chunk.viteMetadata?.importedCss ?? []) {
            const asset = bundle[file]
            if (asset?.type === 'asset') styles += asset.source.toString()
            delete bundle[file]
          }
          chunk.viteMetadata?.importedCss.clear()
        }
      },
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html) {
        const [cards, script] = await Promise.all([renderCards(root), bundleScript(root)])
        return html
          .replace('</head>', () => `<style>${styles.trim()}</style></head>`)
          .replace('<div id="cards"></div>', (place) => `${place}\n${cards}\n<script>${script}</script>`)
      },
    },
  }
}

/** The app has them apart, for when they are shown once more; their styles are needed here. */
function hasCards(chunk: Rolldown.OutputChunk): boolean {
  return chunk.moduleIds.some((id) => id.endsWith('/IntroCard.vue'))
}

/** Renders by the components themselves, with the names that their styles have in this build. */
async function renderCards(root: string): Promise<string> {
  const server = await createServer({
    configFile: false,
    root,
    mode: 'production',
    appType: 'custom',
    logLevel: 'error',
    plugins: [vue()],
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  })
  try {
    const { renderFirstCards } = await server.ssrLoadModule('/src/first/render-first-cards.ts')
    return await renderFirstCards()
  } finally {
    await server.close()
  }
}

async function bundleScript(root: string): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: `${root}/src/first/run-first-cards.ts`, output: { format: 'iife' } },
    },
  })
  const outputs = Array.isArray(built) ? built : [built]
  const chunks = outputs.flatMap((each) => ('output' in each ? each.output : []))
  return chunks.map((chunk) => (chunk.type === 'chunk' ? chunk.code.trim() : '')).join('')
}
