import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { createServices, servicesKey } from './app/services.ts'
import { createAppRouter, fetchPages } from './router.ts'
import './styles/tokens.css'
import './styles/base.css'

createApp(App).provide(servicesKey, createServices()).use(createPinia()).use(createAppRouter()).mount('#app')
addEventListener('load', () => void fetchPages(), { once: true })
