import type { Page } from 'puppeteer-core'
import { expect, it } from 'vitest'
import { useFirefox } from './support/firefox.ts'
import { expectNothingLost } from './support/heard.ts'
import { launchServer } from './support/server.ts'

const firefox = useFirefox()
const note = 'She mentioned the invoice'

it('in Firefox, the product is used from the first card to the notes, in another colour and language', async () => {
  const { url } = await launchServer()
  const page = await firefox.open(url)
  await press(page, 'button', 'Next')
  await press(page, 'button', 'Skip')
  await press(page, 'button', 'Try a sample: Tense')
  await hear(page, 1)
  await until(() => wordsIn(page, '[data-testid=tone-word]')).toMatch(/\w/)
  expect(await shapeWidthPx(page)).toBeGreaterThan(50)
  await until(() => drawnPixels(page)).toBeGreaterThan(100)

  await press(page, 'button', 'Add a note')
  await page.keyboard.type(note)
  await page.keyboard.press('Enter')
  await until(() => wordsIn(page, heard)).toContain(note)
  await press(page, 'button', 'End session')
  await press(page, 'button', 'Keep my notes')
  await page.waitForSelector(named('button', 'Rename'))
  const kept = await heardIds(page)
  expect(kept.length).toBeGreaterThan(0)
  await page.reload()
  await until(() => wordsIn(page, heard)).toContain(note)
  expect(await heardIds(page)).toEqual(kept)
  await until(() => drawnPixels(page)).toBeGreaterThan(100)

  await page.goto(`${url}/settings`)
  await page.waitForSelector(named('radio', 'Dark'))
  const light = await inkOf(page)
  await press(page, 'radio', 'Dark')
  await until(() => inkOf(page)).not.toBe(light)
  const dark = await inkOf(page)
  await press(page, 'radio', 'Deutsch')
  await until(() => headingOf(page)).toBe('Einstellungen')
  await page.reload()
  await until(() => headingOf(page)).toBe('Einstellungen')
  expect(await inkOf(page)).toBe(dark)
})

it('in Firefox, the microphone is heard, and after a dark screen it is on again, calmly, with nothing lost', async () => {
  const { url } = await launchServer()
  const page = await firefox.open(url)
  await press(page, 'button', 'Skip')
  await press(page, 'button', 'Start')
  await expectPhase(page, 'live')
  await hear(page, 1)
  await page.evaluate(() => undertoneProbe.setHidden(true))
  await expectPhase(page, 'hidden')
  const shown = await heardIds(page)
  await page.evaluate(() => undertoneProbe.setHidden(false))
  await expectPhase(page, 'live')
  await page.waitForSelector(named('button', 'Microphone on'))
  expect(await wordsIn(page, 'body')).not.toMatch(/Offline|Not connected|timed out|Tap the/)
  const ids = await heardIds(page)
  expect(ids.slice(0, shown.length)).toEqual(shown)
  expectNothingLost(ids)
})

const heard = '[data-testid=heard]'

function until<T>(read: () => Promise<T>) {
  return expect.poll(read, { timeout: 15_000 })
}

function named(role: string, name: string): string {
  return `::-p-aria([role="${role}"][name="${name}"])`
}

async function press(page: Page, role: string, name: string): Promise<void> {
  await page.locator(named(role, name)).click()
}

async function hear(page: Page, count: number): Promise<void> {
  await expect
    .poll(async () => (await heardIds(page)).length, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(count)
}

async function expectPhase(page: Page, phase: string): Promise<void> {
  await page.waitForSelector(`[data-connection=${phase}]`, { timeout: 15_000 })
}

/** Ids of the tones on the page, in the order in which they were heard. A row may stand for several. */
async function heardIds(page: Page): Promise<number[]> {
  const ends = await page.$$eval(`${heard} [data-event-id]`, (rows) =>
    rows.map((row) => [Number(row.getAttribute('data-event-id')), Number(row.getAttribute('data-last-id'))]),
  )
  const ids = ends.flatMap(([first = 0, last = 0]) =>
    Array.from({ length: last - first + 1 }, (_, i) => first + i),
  )
  return ids.sort((a, b) => a - b)
}

/** Nothing where there is no such element yet. */
function wordsIn(page: Page, selector: string): Promise<string> {
  return page.evaluate((wanted) => document.querySelector(wanted)?.textContent ?? '', selector)
}

/** Long words may be broken where the language allows it. */
async function headingOf(page: Page): Promise<string> {
  return (await wordsIn(page, 'h1')).replaceAll('\u00ad', '').trim()
}

/** The colour of the page's text. */
function inkOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).color)
}

/** How wide the tone's form is drawn. */
function shapeWidthPx(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('path.form')?.getBoundingClientRect().width ?? 0)
}

/** How many pixels of the timeline hold anything. */
function drawnPixels(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector('.timeline canvas')
    if (!(canvas instanceof HTMLCanvasElement)) return 0
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    return pixels.filter((part, i) => i % 4 === 3 && part > 0).length
  })
}
