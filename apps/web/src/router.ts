import { createRouter, createWebHistory } from 'vue-router'
import type { Router } from 'vue-router'
import { fetchStart } from './composables/useStartSession.ts'
import { fetchIntroCards } from './first/use-intro.ts'
import StartPage from './pages/StartPage.vue'

const later = {
  live: () => import('./pages/LivePage.vue'),
  watch: () => import('./pages/WatchPage.vue'),
  notes: () => import('./pages/NotesPage.vue'),
  conversation: () => import('./pages/ConversationPage.vue'),
  settings: () => import('./pages/SettingsPage.vue'),
}

/** The pages. All but the first are fetched after it is shown, or when they are asked for before that. */
export function createAppRouter(): Router {
  return createRouter({
    history: createWebHistory(),
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
    routes: [
      { path: '/', name: 'start', component: StartPage },
      { path: '/live', name: 'live', component: later.live },
      { path: '/watch/:id', name: 'watch', component: later.watch, props: true },
      { path: '/notes', name: 'notes', component: later.notes },
      { path: '/notes/:id', name: 'conversation', component: later.conversation, props: true },
      { path: '/settings', name: 'settings', component: later.settings },
      { path: '/:elsewhere(.*)*', redirect: { name: 'start' } },
    ],
  })
}

/** Fetches every page's code while there is a network: offline, all of them must open. And that of a start: a press is soon answered. */
export async function fetchPages(): Promise<void> {
  await Promise.allSettled(
    [...Object.values(later), fetchIntroCards, fetchStart].map((fetchPart) => fetchPart()),
  )
}
