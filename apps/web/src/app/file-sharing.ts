import { inject } from 'vue'
import type { InjectionKey } from 'vue'
import type { SheetOutcome } from './sharing.ts'

/** The device's ways to hand a file on. Neither throws. */
export interface FileSharing {
  /** Puts it where the browser puts what is downloaded. */
  save(file: File): void
  /** The system's share sheet, null where there is none. `text`: what is shared where it takes no files. */
  readonly openSheet: ((file: File, title: string, text: string) => Promise<SheetOutcome>) | null
}

export const fileSharingKey: InjectionKey<FileSharing> = Symbol('file sharing')

export function useFileSharing(): FileSharing {
  return inject(fileSharingKey, () => browserFileSharing(navigator, document), true)
}

/** `navigator` may lack a share sheet: on a page without https it does. */
export function browserFileSharing(navigator: Navigator, document: Document): FileSharing {
  return {
    save: (file) => save(file, document),
    openSheet: 'share' in navigator ? (...what) => openSheet(navigator, ...what) : null,
  }
}

function save(file: File, document: Document): void {
  const address = URL.createObjectURL(file)
  const link = Object.assign(document.createElement('a'), { href: address, download: file.name })
  link.click()
  // Safari reads it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

async function openSheet(
  navigator: Navigator,
  file: File,
  title: string,
  text: string,
): Promise<SheetOutcome> {
  const files = [file]
  // Older browsers have a sheet that takes no files, and no way to ask.
  const takesFiles = 'canShare' in navigator && navigator.canShare({ files })
  try {
    await navigator.share(takesFiles ? { files, title } : { title, text })
    return 'shared'
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : 'refused'
  }
}
