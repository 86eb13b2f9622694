import { useDocumentVisibility, useEventListener } from '@vueuse/core'
import { storeToRefs } from 'pinia'
import { computed, onBeforeUnmount, shallowRef, watch } from 'vue'
import type { Unheard } from '../audio/unheard-watch.ts'
import { useLiveDevices } from '../app/live-devices.ts'
import { useServices } from '../app/services.ts'
import { isOver } from '../lifecycle/stream-machine.ts'
import { lastMomentS } from '../notes/last-moment.ts'
import { useNotesDb } from '../notes/use-notes-db.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import type { RunningSession } from '../stores/running-session.ts'
import { sampleClips } from '../stores/sample-clips.ts'
import { useSessionStore } from '../stores/session.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { useTonesStore } from '../stores/tones.ts'
import { createSessionClock } from './session-clock.ts'
import { useAbsence } from './useAbsence.ts'
import { useConversationNotes } from './useConversationNotes.ts'
import { useMicrophone } from './useMicrophone.ts'
import { useNotesKeeper } from './useNotesKeeper.ts'
import { useToneStream } from './useToneStream.ts'
import { useVoiceFeed } from './useVoiceFeed.ts'
import { useScreen } from './useScreen.ts'

/** One session on this page, from its first tone to its end: stream, voice, screen and notes, joined. */
// eslint-disable-next-line undertone/own-lines -- it joins what others do: each line of its own hands one part to another
export function useLiveSession(session: RunningSession) {
  const { client, memory } = useServices()
  const devices = useLiveDevices()
  const tones = useTonesStore()
  const store = useSessionStore()
  const settings = useSettingsStore()
  const keeper = useNotesKeeper({ notes: useNotesDb(), session, ...devices })
  const typed = useConversationNotes(session, devices)
  const clock = createSessionClock(session.startedAtMs, devices.nowMs)
  const screen = useScreen()
  const visibility = useDocumentVisibility()
  /** What was heard, once the session is over and the store is empty again. */
  const kept = shallowRef<readonly HeardItem[]>([])
  const isEndUnreached = shallowRef(false)
  const isDropped = shallowRef(false)
  const isNotDropped = shallowRef(false)
  let isLeft = false

  const stream = useToneStream({
    sessionId: session.id,
    tones,
    client,
    openStream: devices.openStream,
    page: devices.page,
    random: devices.random,
    mayGoOnHidden: () => settings.listensWhileHidden && microphone.phase.value === 'on',
    onAwake: screen.keepOn,
    onTimestamp: clock.observe,
    onHeard: keeper.keep,
    onExpired: () => void close(),
    onEnded() {
      memory.forget()
      microphone.tellUnheard()
      void close()
    },
  })
  const { items, isCatchingUp } = storeToRefs(tones)
  const isLive = computed(() => stream.phase.value === 'live')
  const { absence } = useAbsence({
    isSeen: stream.isSeen,
    isLive,
    items,
    isCatchingUp,
    leftAtMs: session.leftAtMs ?? null,
    nowMs: devices.nowMs,
    onLeft: noteLeaving,
  })
  const voice = {
    sessionId: session.id,
    openSocket: devices.openSocket,
    watchSound: devices.watchSound,
    random: devices.random,
    nowMs: devices.nowMs,
    page: devices.page,
    visibility,
    isLive,
    wayLosses: stream.wayLosses,
    keepMs: session.idleTtlS * 1_000,
    onStall: stream.doubt,
  }
  const microphone = useMicrophone({
    ...voice,
    openVoice: devices.openMicrophone,
    awaySinceMs: session.unheardSinceMs ?? null,
    onUnheard: addUnheard,
    listensWhileHidden: () => settings.listensWhileHidden,
  })
  // Nobody wants a clip to play on in a pocket.
  const sample = useVoiceFeed({
    ...voice,
    openVoice: devices.openSample(session.sampleClip ?? sampleClips[0]),
    awaySinceMs: null,
    listensWhileHidden: () => false,
  })

  // What a hidden page listened to goes on to be written down for as long as it listens, and not longer.
  watch(
    () => microphone.phase.value === 'on' || stream.isSeen.value,
    (goesOn) => goesOn || stream.rest(),
    { flush: 'sync' },
  )
  // From here on this page knows by itself since when nothing was heard.
  watch(microphone.isReady, (isReady) => isReady && remember({ unheardSinceMs: undefined }))

  /** A page that is thrown away must still know when it was left, and up to where it had kept what was said. */
  function noteLeaving(leftAtMs: number | null): void {
    // An ended session isn't gone back to: it is forgotten already, and must stay so.
    if (isOver(stream.phase.value)) return
    if (leftAtMs === null) return remember({ leftAtMs: undefined })
    const unheardSinceMs = store.running?.unheardSinceMs ?? (microphone.isWanted.value ? leftAtMs : undefined)
    remember({ leftAtMs, unheardSinceMs, lastId: keeper.lastWrittenId() })
  }

  function addUnheard({ fromMs, toMs, why }: Unheard): void {
    const [fromS, toS] = [clock.at(fromMs), clock.at(toMs)]
    const item = fromS === null || toS === null ? null : tones.addUnheard({ fromS, toS, why })
    if (item) keeper.keep(item)
  }

  /** Begins, or goes on after a reload: then what was shown comes back first, and no voice starts by itself. */
  async function begin(isResumed: boolean): Promise<void> {
    const isNew = tones.sessionId !== session.id
    tones.begin(session.id)
    if (isResumed) void typed.restore()
    if (isResumed && isNew) await restore()
    if (isLeft) return
    stream.start()
    const voiceNow = session.source === 'sample' ? sample : microphone
    if (!isResumed) voiceNow.start()
    else if (voiceNow === microphone && !session.isMicrophoneOff) microphone.askForTap()
  }

  async function restore(): Promise<void> {
    const lines = await keeper.recall()
    if (!lines) return
    tones.restore(lines)
    // Shown, and deleted from this device since: it isn't fetched back.
    if (lines.length === 0) tones.skipTo(session.lastId ?? 0)
  }

  function toggleMicrophone(): void {
    sample.stop()
    const isOn = microphone.phase.value === 'on' || microphone.phase.value === 'starting'
    if (isOn) microphone.stop()
    else microphone.start()
    remember({ source: 'microphone', isMicrophoneOff: isOn })
  }

  /** A return goes on with what was so last. */
  function remember(news: Partial<RunningSession>): void {
    if (store.running?.id !== session.id) return
    const running = { ...store.running, ...news }
    memory.write(running)
    store.update(running)
  }

  /** Ends it here at once; the server is told, and where it can't be, it ends the session by itself. */
  async function end(): Promise<void> {
    stream.stop()
    await tellEnd()
  }

  async function tellEnd(): Promise<void> {
    isEndUnreached.value = !(await client.end(session.id))
  }

  async function close(): Promise<void> {
    microphone.stop()
    sample.stop()
    kept.value = [...tones.items]
    await keeper.settled()
    if (!isLeft) tones.reset()
  }

  /** The moment that a note is about which is typed now, seconds of the session; of one that is over it's the last. */
  function nowS(): number {
    return isOver(stream.phase.value) ? lastMomentS(kept.value) : (clock.at(devices.nowMs()) ?? 0)
  }

  /** The person wants nothing kept of it. */
  async function dropNotes(): Promise<void> {
    isNotDropped.value = false
    try {
      await typed.abandon()
      await keeper.drop()
      typed.forget()
      isDropped.value = true
      kept.value = []
    } catch {
      isNotDropped.value = true
    }
  }

  useEventListener(window, 'online', () => isEndUnreached.value && void tellEnd())
  onBeforeUnmount(() => {
    isLeft = true
    // Over: until it is left, a reload shows the notice again. Running: another page of the app is an absence too.
    if (!isOver(stream.phase.value)) noteLeaving(devices.nowMs())
    else if (memory.read()?.id === session.id) memory.forget()
  })

  return {
    tones,
    stream,
    screen,
    microphone,
    sample,
    kept,
    keeper,
    typed,
    nowS,
    /** Something of it isn't on the device. */
    isNotKept: computed(() => keeper.isFailing.value || typed.isFailing.value),
    isEndUnreached,
    isDropped,
    isNotDropped,
    absence,
    begin,
    toggleMicrophone,
    end,
    dropNotes,
  }
}
