import { getCurrentScope, onScopeDispose, readonly, shallowRef } from 'vue'

export interface WakeLockSentinelLike {
  release(): Promise<void>
  addEventListener(type: 'release', listener: () => void): void
}

export interface WakeLockLike {
  request(type: 'screen'): Promise<WakeLockSentinelLike>
}

export interface UseWakeLockOptions {
  /** `navigator.wakeLock`, or undefined where there is none. */
  wakeLock?: WakeLockLike | undefined
  /** Whether the page can be seen at this moment: a hidden page is always refused. */
  isVisible?: () => boolean
}

/**
 * Keeps the screen on from `acquire` to `release`. The system may refuse, or take the lock back whenever it likes;
 * neither is an error. `refresh` asks again: on return, or at the next tap after a refusal.
 */
export function useWakeLock({
  wakeLock = browserLock(),
  isVisible = isPageVisible,
}: UseWakeLockOptions = {}) {
  const isSupported = wakeLock !== undefined
  const isActive = shallowRef(false)
  /** The last request was turned down, or the system took the lock back while the page could be seen. */
  const isRefused = shallowRef(false)
  let wanted = false
  let asking = false
  /** Since the open request was made. */
  let isWantedAnew = false
  let held: WakeLockSentinelLike | null = null

  function acquire(): void {
    wanted = true
    isWantedAnew = asking
    void refresh()
  }

  function release(): void {
    wanted = false
    isRefused.value = false
    letGo()
  }

  async function refresh(): Promise<void> {
    if (!wakeLock || !wanted || held || asking || !isVisible()) return
    asking = true
    isWantedAnew = false
    const sentinel = await wakeLock.request('screen').catch(() => null)
    asking = false
    if (sentinel) take(sentinel)
    else if (isWantedAnew) await refresh()
    else isRefused.value = wanted
  }

  function take(sentinel: WakeLockSentinelLike): void {
    held = sentinel
    // Between the question and its answer the person may have left: then the answer is handed straight back.
    if (!wanted) return letGo()
    isActive.value = true
    isRefused.value = false
    sentinel.addEventListener('release', () => {
      if (held !== sentinel) return
      forget()
      isRefused.value = isVisible()
    })
  }

  function letGo(): void {
    const sentinel = held
    forget()
    void sentinel?.release().catch(() => undefined)
  }

  function forget(): void {
    held = null
    isActive.value = false
  }

  if (getCurrentScope()) onScopeDispose(release)

  return {
    isSupported,
    isActive: readonly(isActive),
    isRefused: readonly(isRefused),
    acquire,
    release,
    refresh,
  }
}

function browserLock(): WakeLockLike | undefined {
  return typeof navigator !== 'undefined' && 'wakeLock' in navigator ? navigator.wakeLock : undefined
}

function isPageVisible(): boolean {
  return document.visibilityState === 'visible'
}
