import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { onceLoaded } from './app/once-loaded.ts'
import { audioGateKey } from './app/use-audio-gate.ts'
import { createAudioGate } from './audio/audio-gate.ts'
import { createTakeOver } from './first/take-over.ts'
import { fetchIntroCards, introKey } from './first/use-intro.ts'
import { createAppRouter, fetchPages } from './router.ts'
import { useSettingsStore } from './stores/settings.ts'
import './styles/tokens.css'
import './styles/base.css'

const gate = createAudioGate(() => (typeof AudioContext === 'undefined' ? null : new AudioContext()))
const pinia = createPinia()
const { areCardsBefore, untilShown } = createTakeOver(
  document.querySelector<HTMLElement>('#cards'),
  document.querySelector<HTMLElement>('#app'),
)

function begin(): void {
  const isThere = new Promise<void>((onReady) =>
    createApp(App, { onReady })
      .provide(audioGateKey, gate)
      .provide(introKey, { areCardsBefore, fetchCards: fetchIntroCards })
      .use(pinia)
      .use(createAppRouter())
      .mount('#app'),
  )
  void untilShown(isThere, () => (useSettingsStore(pinia).isIntroduced = true))
}

// Whoever reads the cards may tap them: a slow phone notices two short tasks less than a long one.
if (areCardsBefore.value) setTimeout(begin)
else begin()
onceLoaded(() => void fetchPages())
