import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { audioGateKey } from './app/use-audio-gate.ts'
import { createAudioGate } from './audio/audio-gate.ts'
import { createAppRouter, fetchPages } from './router.ts'
import './styles/tokens.css'
import './styles/base.css'

const gate = createAudioGate(() => (typeof AudioContext === 'undefined' ? null : new AudioContext()))
createApp(App).provide(audioGateKey, gate).use(createPinia()).use(createAppRouter()).mount('#app')
addEventListener('load', () => void fetchPages(), { once: true })
