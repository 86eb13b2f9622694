import { useEventListener } from '@vueuse/core'
import type { PageLike } from './page-like.ts'

export type PageHappening = 'visible' | 'hidden' | 'pageshow' | 'freeze' | 'online' | 'offline'

/** Tells what happens to the page. Phones send several of these for one return, in any order. */
export function watchPage(
  { document, window }: Pick<PageLike, 'document' | 'window'>,
  tell: (happening: PageHappening) => void,
): void {
  const isVisible = () => document.visibilityState === 'visible'
  const tellVisibility = () => tell(isVisible() ? 'visible' : 'hidden')
  useEventListener(document, 'visibilitychange', tellVisibility)
  // Chromium freezes and resumes pages that it keeps in the background.
  useEventListener(document, 'freeze', () => tell('freeze'))
  useEventListener(document, 'resume', tellVisibility)
  useEventListener(window, 'pagehide', () => tell('hidden'))
  useEventListener(window, 'pageshow', (event) => {
    // The first `pageshow` of every load isn't a return.
    if ('persisted' in event && event.persisted && isVisible()) tell('pageshow')
  })
  useEventListener(window, 'online', () => tell('online'))
  useEventListener(window, 'offline', () => tell('offline'))
}
