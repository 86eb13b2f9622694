import { useEventListener } from '@vueuse/core'
import type { PageLike } from './page-like.ts'

export type PageHappening =
  | 'visible'
  | 'hidden'
  /** It is put away or thrown away: nothing may go on. */
  | 'left'
  | 'pageshow'
  | 'freeze'
  | 'online'
  | 'offline'
  | 'seen'

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
  useEventListener(window, 'pagehide', () => tell('left'))
  useEventListener(window, 'pageshow', (event) => {
    // The first `pageshow` of every load isn't a return.
    if ('persisted' in event && event.persisted && isVisible()) tell('pageshow')
  })
  useEventListener(window, 'online', () => tell('online'))
  // A page that was frozen may go on without a word. Whoever turns to it is there.
  const tellSeen = () => isVisible() && tell('seen')
  useEventListener(window, 'online', tellSeen)
  useEventListener(window, 'focus', tellSeen)
  useEventListener(document, 'pointerdown', tellSeen)
  useEventListener(window, 'offline', () => tell('offline'))
}
