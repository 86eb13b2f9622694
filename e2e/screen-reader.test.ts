import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startConversation } from './support/conversation.ts'
import { hear } from './support/heard.ts'
import { liveRegions } from './support/live-regions.ts'
import { usePhone } from './support/phone.ts'

const phone = usePhone()

/** A running session in which tones are heard; `speech` as in the settings. */
async function hearing(speech: string) {
  const { page, server, id } = await startConversation(phone, {
    phone: { hasClock: true, settings: { isIntroduced: true, speech } },
  })
  let count = 0
  async function say(label: string): Promise<void> {
    await server.say(id, 1, { label })
    await hear(page, ++count)
  }
  return { page, say }
}

async function toldOfTone(page: Page): Promise<string[]> {
  const regions = await liveRegions(page)
  return regions.map(({ text }) => text).filter((text) => text.startsWith('Sounds'))
}

describe('a screen reader', () => {
  it('is told of the tone politely, at most once in ten seconds, and the newest then', async () => {
    const { page, say } = await hearing('calm')
    await say('warm')
    const first = await toldOfTone(page)
    expect(first).toHaveLength(1)
    for (const label of ['tense', 'flat', 'low']) await say(label)
    expect(await toldOfTone(page)).toEqual(first)
    await page.clock.fastForward(10_000)
    await expect.poll(() => toldOfTone(page)).toEqual([expect.stringContaining('Sounds low')])
    expect((await liveRegions(page)).every(({ live }) => live === 'polite')).toBe(true)
  })

  it('is told of every change where that was chosen', async () => {
    const { page, say } = await hearing('every')
    for (const label of ['warm', 'tense', 'flat']) {
      await say(label)
      await expect.poll(() => toldOfTone(page)).toEqual([expect.stringContaining(`Sounds ${label}`)])
    }
  })

  it('is told nothing of the tone where it is off, and finds the word by itself', async () => {
    const { page, say } = await hearing('off')
    await say('warm')
    expect(await toldOfTone(page)).toEqual([])
    expect(await page.getByRole('region', { name: 'Now' }).getByText('warm').first().isVisible()).toBe(true)
  })

  it('never has the word itself, the clock or the list told by themselves', async () => {
    const { page, say } = await hearing('calm')
    await say('warm')
    await say('tense')
    const told = (await liveRegions(page)).map(({ text }) => text).join(' ')
    expect(told).not.toContain('Tone: ')
    expect(told).not.toMatch(/\d:\d\d/)
  })

  it('can walk through headings, regions and the table of what was heard', async () => {
    const { page, say } = await hearing('calm')
    await say('warm')
    const tree = await page.locator('body').ariaSnapshot()
    for (const part of [
      'heading "Now" [level=1]',
      'region "Session"',
      'region "Now"',
      'table "What was heard"',
    ])
      expect(tree).toContain(part)
  })
})
