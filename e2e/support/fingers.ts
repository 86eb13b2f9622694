import type { CDPSession, Page } from 'playwright-core'

export interface Place {
  readonly x: number
  readonly y: number
}

/** Real fingers on the screen of `page`, as the browser gets them from the system. */
export async function fingersOn(page: Page): Promise<{
  /** Puts one finger down at each path's beginning, moves all along together, and lifts them. */
  move(...paths: (readonly [from: Place, to: Place])[]): Promise<void>
  tap(place: Place): Promise<void>
}> {
  const control = await page.context().newCDPSession(page)
  const steps = 10
  return {
    async move(...paths) {
      await touch(
        control,
        'touchStart',
        paths.map(([from]) => from),
      )
      for (let step = 1; step <= steps; step++)
        await touch(
          control,
          'touchMove',
          paths.map(([from, to]) => between(from, to, step / steps)),
        )
      await touch(control, 'touchEnd', [])
    },
    async tap(place) {
      await touch(control, 'touchStart', [place])
      await touch(control, 'touchEnd', [])
    },
  }
}

async function touch(
  control: CDPSession,
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  places: readonly Place[],
): Promise<void> {
  await control.send('Input.dispatchTouchEvent', {
    type,
    touchPoints: places.map((place, id) => ({ ...place, id })),
  })
}

function between(from: Place, to: Place, share: number): Place {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}
