import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startConversation } from './support/conversation.ts'
import { expectPhase, expectSaid, hear } from './support/heard.ts'
import { hide, comeBack, usePhone } from './support/phone.ts'
import { launchServer } from './support/server.ts'
import { trySample } from './support/try-sample.ts'
import { viewerIdOf } from './support/viewer-id.ts'
import { violations } from './support/violations.ts'

const phone = usePhone()

const views = [360, 390, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)

async function expectSound(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
}

describe.each(views)('at $width px, $colorScheme', ({ width, colorScheme }) => {
  it('every screen is without a violation and fits', async () => {
    const { url } = await launchServer({ SESSION_IDLE_TTL_S: '0.5' })
    const page = await phone.open(url, { colorScheme, viewport: { width, height: 800 } })
    await expectSound(page)
    await trySample(page)
    await hear(page, 2)
    await expectSound(page)
    await hide(page)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    await comeBack(page)
    await expectPhase(page, 'expired')
    await expectSound(page)
    await page.goto(`${url}/notes`)
    await page
      .getByRole('link', { name: /conversation/ })
      .first()
      .waitFor()
    await expectSound(page)
    await page
      .getByRole('link', { name: /conversation/ })
      .first()
      .click()
    await hear(page, 2)
    await expectSound(page)
  })
})

describe.each(views.filter(({ width }) => width === 360))(
  'at 360 px, $colorScheme',
  ({ width, colorScheme }) => {
    it('what an absence leaves behind, and what a viewer sees, is without a violation and fits', async () => {
      // Without motion: what the panel says changes by itself soon after a return, and would be caught fading in.
      const options = {
        colorScheme,
        viewport: { width, height: 800 },
        hasClock: true,
        reducedMotion: 'reduce',
      } as const
      const { page, way, id, say } = await startConversation(phone, { capacity: 10, phone: options })
      await say(2)
      await hear(page, 2)
      await hide(page)
      await say(14)
      await page.clock.fastForward(40_000)
      await comeBack(page)
      await expectSaid(page, 'You were away')
      await expectSound(page)
      await page.goto(`${way.url}/watch/${await viewerIdOf(way.url, id)}`)
      await hear(page, 10)
      await expectSound(page)
    })
  },
)
