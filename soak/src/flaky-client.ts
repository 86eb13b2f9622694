import type { FlakyProxy } from '@undertone/flaky-proxy'
import { createPinia, disposePinia } from 'pinia'
import { computed, effectScope, type EffectScope } from 'vue'
import { createSessionClient, type SessionClient } from '../../apps/web/src/api/session-client.ts'
import { useToneStream } from '../../apps/web/src/composables/useToneStream.ts'
import { useVoiceFeed } from '../../apps/web/src/composables/useVoiceFeed.ts'
import { useWakeLock } from '../../apps/web/src/composables/useWakeLock.ts'
import type { StreamPhase } from '../../apps/web/src/lifecycle/stream-types.ts'
import type { HeardItem } from '../../apps/web/src/stores/heard-item.ts'
import { useTonesStore } from '../../apps/web/src/stores/tones.ts'
import { createFakePage, type FakePage } from './fake-page.ts'
import { openFakeVoice } from './fake-voice.ts'
import { createFakeWakeLock, type FakeWakeLock } from './fake-wake-lock.ts'
import { openNodeAudioSocket } from './node-audio-socket.ts'
import { openNodeEventStream, type StreamTally } from './node-event-stream.ts'
import type { Random } from './random.ts'

export interface FlakyClient {
  /** The session's id, or a viewer's. */
  readonly id: string
  readonly page: FakePage
  readonly proxy: FlakyProxy
  readonly lock: Omit<FakeWakeLock, 'request'>
  readonly streams: StreamTally
  readonly api: SessionClient
  /** What is on the screen. */
  shown(): readonly HeardItem[]
  /** What was put down as it came, as the notes do. */
  readonly kept: readonly HeardItem[]
  lastId(): number
  phase(): StreamPhase
  /** How often it was told that its session is gone, and that it has ended. */
  readonly told: { expired: number; ended: number }
  setMicrophone(isOn: boolean): void
  /** The person ends the session. */
  end(): Promise<boolean>
  /** The system throws the page away, and it comes back with what it had kept. */
  reload(): void
  close(): void
}

/** A phone with the page's own code on it: stream, store, wake lock and microphone, behind a network that fails. */
export function createFlakyClient(id: string, proxy: FlakyProxy, random: Random): FlakyClient {
  const page = createFakePage()
  const isVisible = () => page.document.visibilityState === 'visible'
  /** One for each time that the page was loaded: a page that was thrown away has nothing to do with the next. */
  const locks: FakeWakeLock[] = []
  const streams: StreamTally = { opened: 0, openNow: 0, mostAtOnce: 0 }
  const api = createSessionClient((path, init) => fetch(`${proxy.url}${String(path)}`, init))
  const kept: HeardItem[] = []
  const told = { expired: 0, ended: 0 }
  let live = open()

  function open() {
    const scope = effectScope()
    const parts = scope.run(() => run(scope))
    if (!parts) throw new Error('A scope that was just made is active.')
    parts.tones.begin(id)
    if (kept.length > 0) parts.tones.restore(kept)
    parts.stream.start()
    return parts
  }

  function run(scope: EffectScope) {
    const pinia = createPinia()
    const tones = useTonesStore(pinia)
    const lock = createFakeWakeLock(random, isVisible)
    locks.push(lock)
    const wakeLock = useWakeLock({ wakeLock: lock, isVisible })
    const stream = useToneStream({
      sessionId: id,
      tones,
      client: api,
      openStream: (path) => openNodeEventStream(proxy.url, path, streams),
      page,
      random: random.next,
      mayGoOnHidden: () => false,
      onAwake: (awake) => (awake ? wakeLock.acquire() : wakeLock.release()),
      onTimestamp: () => {},
      onHeard: (item) => kept.push(item),
      onExpired: () => told.expired++,
      onEnded: () => told.ended++,
    })
    const voice = useVoiceFeed({
      sessionId: id,
      openVoice: openFakeVoice,
      openSocket: (path) => openNodeAudioSocket(proxy.url, path),
      watchSound: () => () => {},
      random: random.next,
      nowMs: Date.now,
      page,
      visibility: page.visibility,
      isLive: computed(() => stream.phase.value === 'live'),
      wayLosses: stream.wayLosses,
      listensWhileHidden: () => random.chance(0.5),
      awaySinceMs: null,
      keepMs: 90_000,
      onStall: stream.doubt,
    })
    const forgetTaps = onTap(() => void wakeLock.refresh())
    function dispose(): void {
      scope.stop()
      forgetTaps()
      disposePinia(pinia)
    }
    return { tones, stream, voice, dispose }
  }

  /** Returns what ends it. */
  function onTap(act: () => void): () => void {
    page.document.addEventListener('click', act)
    return () => page.document.removeEventListener('click', act)
  }

  return {
    id,
    page,
    proxy,
    lock: {
      held: () => locks.reduce((sum, lock) => sum + lock.held(), 0),
      most: () => Math.max(...locks.map((lock) => lock.most())),
      takeBack: () => locks.forEach((lock) => lock.takeBack()),
    },
    streams,
    api,
    kept,
    told,
    shown: () => live.tones.items,
    lastId: () => live.tones.lastId,
    phase: () => live.stream.phase.value,
    setMicrophone(isOn) {
      page.tellDocument('click')
      if (isOn) live.voice.start()
      else live.voice.stop()
    },
    end() {
      live.stream.stop()
      return api.end(id)
    },
    reload() {
      live.dispose()
      live = open()
    },
    close: () => live.dispose(),
  }
}
