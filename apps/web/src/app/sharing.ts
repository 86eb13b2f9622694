import { inject } from 'vue'
import type { InjectionKey } from 'vue'

/** `cancelled`: the person thought better of it. */
export type SheetOutcome = 'shared' | 'cancelled' | 'refused'

/** The device's ways to hand an address on. */
export interface Sharing {
  /** Where this page comes from, as in `https://192.168.1.5:8522`. */
  readonly origin: string
  /** True once `text` is in the clipboard. Never throws. */
  copy(text: string): Promise<boolean>
  /** The system's share sheet, null where there is none. Never throws. */
  readonly openSheet: ((data: { title: string; url: string }) => Promise<SheetOutcome>) | null
}

export const sharingKey: InjectionKey<Sharing> = Symbol('sharing')

export function useSharing(): Sharing {
  return inject(sharingKey, () => browserSharing(navigator, location.origin), true)
}

/** `navigator` may lack both: on a page without https there is neither. */
export function browserSharing(navigator: Navigator, origin: string): Sharing {
  return {
    origin,
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text)
        return true
      } catch {
        return false
      }
    },
    openSheet: 'share' in navigator ? (data) => openSheet(navigator, data) : null,
  }
}

async function openSheet(navigator: Navigator, data: ShareData): Promise<SheetOutcome> {
  try {
    await navigator.share(data)
    return 'shared'
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : 'refused'
  }
}
