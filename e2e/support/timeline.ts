import type { Locator, Page } from 'playwright-core'

/** The picture of a page's conversation. */
export function timelineOf(page: Page): Locator {
  return page.getByRole('slider', { name: 'Moments of the conversation' })
}

/** Everything that the timeline holds, from the newest to the oldest, as its keys go through it. */
export async function readTimeline(page: Page): Promise<string[]> {
  const timeline = timelineOf(page)
  const moments: string[] = []
  await timeline.press('End')
  for (;;) {
    const moment = (await timeline.getAttribute('aria-valuetext')) ?? ''
    if (moment === moments.at(-1)) return moments
    moments.push(moment)
    await timeline.press('ArrowLeft')
  }
}
