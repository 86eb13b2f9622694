import { ref } from 'vue'
import { VoiceError } from '../audio/voice-error.ts'
import type { OpenVoice, VoiceSink, VoiceTrouble } from '../audio/voice-feed.ts'
import type { Unheard } from '../audio/unheard-watch.ts'
import type { PageLike } from '../composables/page-like.ts'
import { useVoiceFeed } from '../composables/useVoiceFeed.ts'
import { createFakeSockets } from './fake-audio-socket.ts'
import { withScope } from './with-scope.ts'

/** How long a hidden page may listen in the world of a test. */
export const keepMs = 90_000

export interface FakeVoice {
  readonly sink: VoiceSink
  isOpen: boolean
  isAlive: boolean
}

/** A page, a device and a server around one voice feed. `asks`: the device waits for `answer`. */
export function createVoiceWorld({ asks = false } = {}) {
  const sockets = createFakeSockets()
  const visibility = ref<DocumentVisibilityState>('visible')
  const isLive = ref(true)
  const wayLosses = ref(0)
  const refusal = ref<VoiceTrouble | null>(null)
  const mayListen = ref(false)
  const voices = new Array<FakeVoice>()
  const questions = new Array<() => void>()
  const unheard = new Array<Unheard>()
  const soundTells = new Set<() => void>()
  const page = visiblePage()
  let stalls = 0

  function become(state: DocumentVisibilityState): void {
    visibility.value = state
    page.document.dispatchEvent(new Event('visibilitychange'))
  }

  function openVoice(sink: VoiceSink): Promise<OpenVoice> {
    return new Promise((resolve, reject) => {
      function answer(): void {
        if (refusal.value) return reject(new VoiceError(refusal.value))
        const voice = { sink, isOpen: true, isAlive: true }
        voices.push(voice)
        resolve({ isAlive: () => voice.isAlive, stop: () => void (voice.isOpen = false) })
      }
      if (asks) questions.push(answer)
      else answer()
    })
  }

  const { result: feed, dispose } = withScope(() =>
    useVoiceFeed({
      sessionId: 's',
      openVoice,
      openSocket: sockets.open,
      watchSound(tell) {
        soundTells.add(tell)
        return () => void soundTells.delete(tell)
      },
      random: () => 0.5,
      nowMs: () => Date.now(),
      page,
      visibility,
      isLive,
      wayLosses,
      listensWhileHidden: () => mayListen.value,
      keepMs,
      awaySinceMs: null,
      onUnheard: (stretch) => unheard.push(stretch),
      onStall: () => stalls++,
    }),
  )

  return {
    feed,
    dispose,
    sockets,
    isLive,
    wayLosses,
    refusal,
    mayListen,
    voices,
    questions,
    unheard,
    soundTells,
    stalls: () => stalls,
    openVoices: () => voices.filter(({ isOpen }) => isOpen),
    hide() {
      become('hidden')
      isLive.value = false
    },
    show: () => become('visible'),
    tell: (name: 'pagehide' | 'pageshow' | 'freeze' | 'resume') =>
      (name.startsWith('page') ? page.window : page.document).dispatchEvent(new Event(name)),
    tap: () => page.document.dispatchEvent(new Event('click')),
    giveSoundBack: () => soundTells.forEach((tell) => tell()),
  }
}

function visiblePage(): Omit<PageLike, 'after'> {
  return {
    document: Object.assign(new EventTarget(), { visibilityState: 'visible' as const }),
    window: new EventTarget(),
  }
}

/** 100 ms of sound, or of digital silence. */
export function pcmFrame(sample = 1): ArrayBuffer {
  return new Int16Array(1_600).fill(sample).buffer
}
