import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startConversation } from './support/conversation.ts'
import { fingersOn } from './support/fingers.ts'
import { hear } from './support/heard.ts'
import { usePhone, type PhoneOptions } from './support/phone.ts'
import { timelineOf } from './support/timeline.ts'

const phone = usePhone()
const angry = { light: [0x8c, 0x3b, 0x1f], dark: [0xf2, 0xa9, 0x8c] } as const

/** Ten minutes of a conversation, tense and then calm, on a small phone. */
async function talkFor10Minutes(options: PhoneOptions = {}) {
  const conversation = await startConversation(phone, {
    phone: { viewport: { width: 360, height: 740 }, hasTouch: true, ...options },
  })
  const { server, id, page } = conversation
  await server.say(id, 560, { label: 'tense', affect: 'angry' })
  await server.say(id, 40, { label: 'easy', affect: 'calm', prosody_flags: ['quiet'] })
  await hear(page, 600)
  await timelineOf(page).scrollIntoViewIfNeeded()
  return conversation
}

async function boxOf(page: Page) {
  const box = await timelineOf(page).boundingBox()
  if (!box) throw new Error('There is no timeline')
  const at = (x: number, y = 0.5) => ({ x: box.x + x * box.width, y: box.y + y * box.height })
  return { ...box, at }
}

describe('fingers on the timeline', () => {
  it('that drag go back in time, and a button leads back to now', async () => {
    const { page } = await talkFor10Minutes()
    expect(await scaleOf(page)).toEqual(['2 min ago', 'now'])
    const { at } = await boxOf(page)
    await (await fingersOn(page)).move([at(0.1), at(0.9)])
    await expect.poll(() => scaleOf(page)).not.toContain('now')
    const [from = 0, until = 0] = secondsOf(await scaleOf(page))
    expect(until - from).toBe(120)
    expect(until).toBeLessThan(520)
    await page.getByRole('button', { name: 'Back to now' }).click()
    expect(await scaleOf(page)).toEqual(['2 min ago', 'now'])
  })

  it('that pinch show more or less of it', async () => {
    const { page } = await talkFor10Minutes()
    const { at } = await boxOf(page)
    const fingers = await fingersOn(page)
    await fingers.move([at(0.1), at(0.4)], [at(0.9), at(0.6)])
    await expect.poll(() => scaleOf(page)).not.toEqual(['2 min ago', 'now'])
    const wide = await shownSeconds(page)
    expect(wide).toBeGreaterThan(300)
    await fingers.move([at(0.4), at(0.1)], [at(0.6), at(0.9)])
    await expect.poll(() => shownSeconds(page)).toBeLessThan(wide / 2)
  })

  it('that move up and down scroll the page, and the timeline stays', async () => {
    const { page } = await talkFor10Minutes()
    const { at } = await boxOf(page)
    const before = await page.evaluate(() => scrollY)
    await (await fingersOn(page)).move([at(0.5, 0.9), { ...at(0.5), y: at(0.5).y - 250 }])
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before)
    expect(await scaleOf(page)).toEqual(['2 min ago', 'now'])
  })

  it('that tap read a moment, and nothing moves', async () => {
    const { page } = await talkFor10Minutes()
    const list = page.getByRole('heading', { name: 'What was heard' })
    const before = await list.boundingBox()
    const { at } = await boxOf(page)
    await (await fingersOn(page)).tap(at(0.9))
    const moment = page.getByTestId('moment')
    await expect.poll(() => moment.textContent()).toMatch(/9:5\d.*easy.*quite sure.*quiet/)
    expect(await list.boundingBox()).toEqual(before)
  })
})

it('can be read and moved by the keys alone', async () => {
  const { page } = await talkFor10Minutes()
  const timeline = timelineOf(page)
  await timeline.focus()
  await page.keyboard.press('End')
  expect(await timeline.getAttribute('aria-valuetext')).toBe('10:00, easy, quite sure, quiet')
  await page.keyboard.press('ArrowLeft')
  expect(await timeline.getAttribute('aria-valuetext')).toContain('9:59')
  await page.keyboard.press('Home')
  expect(await timeline.getAttribute('aria-valuetext')).toBe('0:01, tense, quite sure')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Zoom out')
})

it('zooms by the wheel only where Ctrl or Shift is held', async () => {
  const { page } = await talkFor10Minutes()
  const { at } = await boxOf(page)
  await page.mouse.move(at(0.5).x, at(0.5).y)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -300)
  await page.keyboard.up('Control')
  await expect.poll(() => scaleOf(page)).not.toContain('now')
  expect(await shownSeconds(page)).toBe(60)
})

it('is drawn in the colours of the theme, which may change meanwhile', async () => {
  const { page } = await talkFor10Minutes({ colorScheme: 'light' })
  await expect.poll(() => pixelsOf(page, angry.light)).toBeGreaterThan(100)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(() => pixelsOf(page, angry.dark)).toBeGreaterThan(100)
  expect(await pixelsOf(page, angry.light)).toBe(0)
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'contrast'))
  await expect.poll(() => pixelsOf(page, angry.dark)).toBe(0)
})

it('needs no colour where colours are forced', async () => {
  const { page } = await talkFor10Minutes({ forcedColors: 'active', colorScheme: 'light' })
  await expect.poll(() => pixelsOf(page, [0, 0, 0])).toBeGreaterThan(100)
  expect(await pixelsOf(page, angry.light)).toBe(0)
})

async function scaleOf(page: Page): Promise<string[]> {
  const labels = await page.locator('.timeline :is(.from, .until)').allTextContents()
  return labels.map((label) => label.replaceAll(/\s/g, ' '))
}

function secondsOf(labels: readonly string[]): number[] {
  return labels.map((label) => label.split(':').reduce((sum, part) => sum * 60 + Number(part), 0))
}

async function shownSeconds(page: Page): Promise<number> {
  const labels = await scaleOf(page)
  const ends = secondsOf(labels.map((label) => (label === 'now' ? '10:00' : label)))
  return (ends.at(-1) ?? 0) - (ends[0] ?? 0)
}

/** How many pixels of the picture have just this colour. */
async function pixelsOf(page: Page, [r, g, b]: readonly [number, number, number]): Promise<number> {
  return page.locator('.timeline canvas').evaluate(
    (canvas, wanted) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      let count = 0
      for (let i = 0; i < pixels.length; i += 4)
        if (wanted.every((part, at) => pixels[i + at] === part)) count++
      return count
    },
    [r, g, b, 255],
  )
}
