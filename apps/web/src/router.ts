import { createRouter, createWebHistory } from 'vue-router'
import type { Router } from 'vue-router'
import StartPage from './pages/StartPage.vue'

/** The pages. All but the first are fetched when they are first shown. */
export function createAppRouter(): Router {
  return createRouter({
    history: createWebHistory(),
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
    routes: [
      { path: '/', name: 'start', component: StartPage },
      { path: '/live', name: 'live', component: () => import('./pages/LivePage.vue') },
      { path: '/notes', name: 'notes', component: () => import('./pages/NotesPage.vue') },
      {
        path: '/notes/:id',
        name: 'conversation',
        component: () => import('./pages/ConversationPage.vue'),
        props: true,
      },
      { path: '/:elsewhere(.*)*', redirect: { name: 'start' } },
    ],
  })
}
