import { useEventListener } from '@vueuse/core'
import { readonly, shallowRef } from 'vue'

/** What is needed of workbox-window's `Workbox`. */
export interface AppWorker {
  addEventListener(type: 'waiting' | 'controlling', tell: () => void): void
  register(): Promise<unknown>
  update(): Promise<void>
  messageSkipWaiting(): void
}

export interface UseAppUpdateOptions {
  /** Null where the browser has no service workers, or the page isn't a secure one. */
  readonly worker: AppWorker | null
  readonly document: Document
  readonly nowMs: () => number
  readonly reload: () => void
}

/** An app that stays open for days finds a new version too. */
const lookEveryMs = 3_600_000

/**
 * Registers the service worker and finds out about new versions. A new one waits: it is taken when the person asks for it,
 * and only this tab is loaded anew then, as another may be in the middle of a session.
 */
export function useAppUpdate({ worker, document, nowMs, reload }: UseAppUpdateOptions) {
  const isReady = shallowRef(false)
  let lookedAtMs = nowMs()

  worker?.addEventListener('waiting', () => (isReady.value = true))
  void register(worker)
  useEventListener(document, 'visibilitychange', () => {
    if (document.visibilityState !== 'visible' || nowMs() - lookedAtMs < lookEveryMs) return
    lookedAtMs = nowMs()
    // Offline: it looks again an hour later.
    worker?.update().catch(() => undefined)
  })

  function take(): void {
    worker?.addEventListener('controlling', reload)
    worker?.messageSkipWaiting()
  }

  function later(): void {
    isReady.value = false
  }

  return { isReady: readonly(isReady), take, later }
}

/** Where it is refused (a private window, a certificate that was made at home), the page works as it does without. */
async function register(worker: AppWorker | null): Promise<void> {
  await worker?.register().catch(() => undefined)
}
