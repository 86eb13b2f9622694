import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hear } from './support/heard.ts'
import { usePhone } from './support/phone.ts'
import { launchServer } from './support/server.ts'
import { trySample } from './support/try-sample.ts'

const phone = usePhone()
const onItsSide = { width: 740, height: 290 }
const upright = { width: 360, height: 740 }

describe('the start', () => {
  it('says how long a session is kept, and lets it be chosen, before any scrolling', async () => {
    const page = await open(upright)
    expect(await isInSight(page.getByText('If you leave, we keep this session'))).toBe(true)
    for (const choice of await page.locator('.choice').all()) expect(await isInSight(choice)).toBe(true)
  })

  it('keeps each choice of time on one line', async () => {
    const page = await open({ width: 390, height: 844 })
    const lines = await page.locator('.choice span').evaluateAll((labels) =>
      labels.map((label) => {
        const words = document.createRange()
        words.selectNodeContents(label)
        return words.getClientRects().length
      }),
    )
    expect(lines).toEqual([1, 1, 1])
  })

  it('has its button in sight on a phone that lies on its side', async () => {
    const page = await open(onItsSide)
    expect(await isInSight(page.getByRole('button', { name: 'Start', exact: true }))).toBe(true)
  })
})

describe('a running session', () => {
  it('keeps microphone and end in sight on a phone that lies on its side', async () => {
    const page = await listen(await open(onItsSide))
    expect(await isInSight(microphone(page))).toBe(true)
    expect(await isInSight(page.getByRole('button', { name: 'End session' }))).toBe(true)
  })

  it('has the microphone before what was heard where large text leaves no room for it below', async () => {
    const page = await open(upright)
    await page.evaluate(() => (document.documentElement.style.fontSize = '215%'))
    await listen(page)
    const list = await topOf(page.getByTestId('heard'))
    expect(await topOf(microphone(page))).toBeLessThan(list)
  })
})

it('offers what comes next in one line each, once a session is over', async () => {
  const page = await listen(await open({ width: 1280, height: 800 }))
  await page.getByRole('button', { name: 'End session' }).click()
  await page.getByRole('button', { name: 'Start a new session' }).waitFor()
  const heights = await page
    .locator('.controls .button')
    .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height))
  expect(heights).toEqual([48, 48, 48, 48])
})

it('opens every page without a network, once the first was shown', async () => {
  const page = await open(upright)
  await page.waitForLoadState('networkidle')
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'Notes' }).click()
  await page.getByRole('heading', { name: 'Notes' }).waitFor({ timeout: 5_000 })
})

it('says so where a page can’t be fetched', async () => {
  const page = await open(upright)
  await page.route(/NotesPage/, (route) => route.abort())
  await page.reload()
  await page.getByRole('link', { name: 'Notes' }).click()
  await page.getByRole('status').filter({ hasText: 'That page can’t be loaded' }).waitFor({ timeout: 5_000 })
})

async function open(viewport: { width: number; height: number }): Promise<Page> {
  const { url } = await launchServer()
  return phone.open(url, { viewport })
}

async function listen(page: Page): Promise<Page> {
  await trySample(page)
  await hear(page, 2)
  return page
}

function microphone(page: Page): Locator {
  return page.getByRole('button', { name: /^Microphone/ })
}

async function topOf(locator: Locator): Promise<number> {
  return locator.evaluate((element) => element.getBoundingClientRect().top)
}

/** It lies wholly on the screen, and nothing lies over it. */
async function isInSight(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect()
    const upmost = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return top >= 0 && bottom <= innerHeight && upmost !== null && element.contains(upmost)
  })
}
