import { useDocumentVisibility, useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { useLiveDevices } from '../app/live-devices.ts'
import { useServices } from '../app/services.ts'
import { useNotesDb } from '../notes/use-notes-db.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import type { RunningSession } from '../stores/running-session.ts'
import { useSessionStore } from '../stores/session.ts'
import { useTonesStore } from '../stores/tones.ts'
import { useMicrophone } from './useMicrophone.ts'
import { useNotesKeeper } from './useNotesKeeper.ts'
import { useToneStream } from './useToneStream.ts'
import { useVoiceFeed } from './useVoiceFeed.ts'
import { useWakeLock } from './useWakeLock.ts'

/** One session on this page, from its first tone to its end: stream, voice, screen and notes, joined. */
export function useLiveSession(session: RunningSession) {
  const { client, memory } = useServices()
  const devices = useLiveDevices()
  const notes = useNotesDb()
  const tones = useTonesStore()
  const store = useSessionStore()
  const keeper = useNotesKeeper(notes, session, devices.nowMs)
  const wakeLock = useWakeLock()
  const visibility = useDocumentVisibility()
  /** What was heard, once the session is over and the store is empty again. */
  const kept = shallowRef<readonly HeardItem[]>([])
  const isEndUnreached = shallowRef(false)
  let isLeft = false

  const stream = useToneStream({
    sessionId: session.id,
    tones,
    client,
    openStream: devices.openStream,
    page: devices.page,
    random: devices.random,
    onAwake: (awake) => (awake ? wakeLock.acquire() : wakeLock.release()),
    onHeard: keeper.keep,
    onExpired: () => void close(),
    onEnded: () => void close(),
  })
  const isLive = computed(() => stream.phase.value === 'live')
  const voice = {
    sessionId: session.id,
    openSocket: devices.openSocket,
    random: devices.random,
    visibility,
    isLive,
    wayLosses: stream.wayLosses,
  }
  const microphone = useMicrophone({ ...voice, openVoice: devices.openMicrophone })
  const sample = useVoiceFeed({ ...voice, openVoice: devices.openSample })

  /** Begins, or goes on after a reload: then what was shown comes back first, and no voice starts by itself. */
  async function begin(isResumed: boolean): Promise<void> {
    const isNew = tones.sessionId !== session.id
    tones.begin(session.id)
    if (isResumed && isNew) tones.restore(await keeper.recall())
    if (isLeft) return
    stream.start()
    const voiceNow = session.source === 'sample' ? sample : microphone
    if (!isResumed) voiceNow.start()
    else if (voiceNow === microphone && !session.isMicrophoneOff) microphone.askForTap()
  }

  function toggleMicrophone(): void {
    sample.stop()
    const isOn = microphone.phase.value === 'on' || microphone.phase.value === 'starting'
    if (isOn) microphone.stop()
    else microphone.start()
    remember({ ...session, source: 'microphone', isMicrophoneOff: isOn })
  }

  /** A return goes on with what the person chose last. */
  function remember(chosen: RunningSession): void {
    memory.write(chosen)
    store.update(chosen)
  }

  /** Ends it here at once; the server is told, and where it can't be, it ends the session by itself. */
  async function end(): Promise<void> {
    stream.stop()
    isEndUnreached.value = !(await client.end(session.id))
  }

  async function close(): Promise<void> {
    microphone.stop()
    sample.stop()
    memory.forget()
    kept.value = [...tones.items]
    await keeper.settled()
    if (!isLeft) tones.reset()
  }

  // A lock that was refused or taken back may be granted at the next tap.
  useEventListener(document, 'click', () => void wakeLock.refresh())
  onScopeDispose(() => {
    isLeft = true
  })

  return {
    tones,
    stream,
    wakeLock,
    microphone,
    sample,
    kept,
    keeper,
    isEndUnreached,
    begin,
    toggleMicrophone,
    end,
  }
}

export type LiveSession = ReturnType<typeof useLiveSession>
