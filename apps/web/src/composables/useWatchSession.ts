import { storeToRefs } from 'pinia'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { useLiveDevices } from '../app/live-devices.ts'
import { useServices } from '../app/services.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import { useTonesStore } from '../stores/tones.ts'
import { useAbsence } from './useAbsence.ts'
import { useToneStream } from './useToneStream.ts'
import { useScreen } from './useScreen.ts'

/**
 * Somebody else's session, to look at: all that was heard so far, and what is heard now. `viewerId` lets one read and
 * nothing else. Nothing of it is kept on this device.
 */
export function useWatchSession(viewerId: string) {
  const { client } = useServices()
  const devices = useLiveDevices()
  const tones = useTonesStore()
  const screen = useScreen()
  /** What was heard, once the session is over and the store is empty again. */
  const kept = shallowRef<readonly HeardItem[]>([])
  let isLeft = false

  const stream = useToneStream({
    sessionId: viewerId,
    tones,
    client,
    openStream: devices.openStream,
    page: devices.page,
    random: devices.random,
    mayGoOnHidden: () => false,
    onAwake: screen.keepOn,
    onTimestamp: () => undefined,
    onHeard: () => undefined,
    onExpired: close,
    onEnded: close,
  })
  const isLive = computed(() => stream.phase.value === 'live')
  /** The link has led to a conversation: one that never did may be mistaken as well as late. */
  const wasLive = shallowRef(false)
  watch(isLive, () => (wasLive.value = true), { flush: 'sync' })
  const { items, isCatchingUp } = storeToRefs(tones)
  const { absence } = useAbsence({
    isSeen: stream.isSeen,
    isLive,
    items,
    isCatchingUp,
    leftAtMs: null,
    nowMs: devices.nowMs,
    onLeft: () => undefined,
  })

  function close(): void {
    kept.value = [...tones.items]
    if (!isLeft) tones.reset()
  }

  tones.begin(viewerId, 'guest')
  stream.start()
  onScopeDispose(() => {
    isLeft = true
  })

  return { tones, stream, screen, absence, kept, wasLive }
}
