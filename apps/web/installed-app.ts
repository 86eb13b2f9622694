import type { VitePWAOptions } from 'vite-plugin-pwa'
import { serverAddresses } from './server-addresses.ts'

/** The page as an installed app: its manifest, and a service worker that holds its files for when there is no network. */
export const installedApp: Partial<VitePWAOptions> = {
  // A new version waits until the person takes it (useAppUpdate.ts): nothing is exchanged under a session.
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    id: '/',
    name: 'Undertone',
    short_name: 'Undertone',
    description: 'Shows the tone of a voice while it is being heard: one calm word, and how sure it is.',
    lang: 'en',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#FAF8F4',
    theme_color: '#FAF8F4',
    categories: ['accessibility', 'utilities', 'health'],
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
    shortcuts: [{ name: 'Notes', url: '/notes' }],
  },
  workbox: {
    // Not the samples: without a server there is nobody to judge them.
    globPatterns: ['**/*.{js,css,html,svg,png}'],
    cleanupOutdatedCaches: true,
    // What isn't one of these files is none of the worker's business: it answers no request of a session, ever.
    navigateFallback: '/index.html',
    navigateFallbackDenylist: [serverAddresses],
  },
}
