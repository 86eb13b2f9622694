import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { endSession, startConversation, type Conversation } from './support/conversation.ts'
import {
  expectNeverSaid,
  expectNothingLost,
  expectPhase,
  expectSaid,
  hear,
  heardIds,
} from './support/heard.ts'
import { expectNeverTwo, expectNothingHeld } from './support/never-two.ts'
import { comeBack, hide, usePhone } from './support/phone.ts'
import { viewerIdOf } from './support/viewer-id.ts'

const phone = usePhone()

describe('a second tab of one session', () => {
  it('has everything the first one has, and goes on beside it', async () => {
    const { page, say, server } = await startConversation(phone)
    await say(3)
    await hear(page, 3)
    const second = await duplicate(page)
    await hear(second, 3)
    await say(2)
    for (const each of [page, second]) {
      await hear(each, 5)
      expect(await heardIds(each)).toEqual([1, 2, 3, 4, 5])
      await expectNeverTwo(each)
    }
    expect(server.counts()).toEqual({ streams: 2, microphones: 1 })
  })

  it('keeps each tone once in the notes, though both write them', async () => {
    const { page, say, way, id } = await startConversation(phone)
    const second = await duplicate(page)
    for (let times = 1; times <= 3; times++) {
      await hide(times === 2 ? page : second)
      await say(2)
      await comeBack(times === 2 ? page : second)
      for (const each of [page, second]) await hear(each, 2 * times)
    }
    await second.goto(`${way.url}/notes/${id}`)
    await expect.poll(() => heardIds(second)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('keeps the session while the first one sleeps, and learns when that one ends it', async () => {
    const { page, say, server, id } = await startConversation(phone, { env: { SESSION_IDLE_TTL_S: '0.5' } })
    const second = await duplicate(page)
    await hide(page)
    await say(2)
    await hear(second, 2)
    await server.server.reaper.sweep()
    expect(await server.store.history(id)).not.toBeNull()
    await comeBack(page)
    await hear(page, 2)
    await endSession(page)
    await expectPhase(second, 'ended')
    for (const each of [page, second]) {
      expect(await heardIds(each)).toEqual([1, 2])
      await expectNothingHeld(each)
    }
  })
})

describe('a viewer beside the owner', () => {
  it('sees all that was heard so far and all that is heard, and nothing it could control', async () => {
    const conversation = await startConversation(phone)
    const { page, say, server } = conversation
    await say(3)
    await hear(page, 3)
    const { viewer } = await share(conversation)
    await hear(viewer, 3)
    await say(2)
    for (const each of [page, viewer]) {
      await hear(each, 5)
      expectNothingLost(await heardIds(each))
      await expectNeverTwo(each)
    }
    expect(await viewer.getByRole('button', { name: /Microphone|End/ }).count()).toBe(0)
    expect(await viewer.evaluate(() => undertoneProbe.captures().all)).toBe(0)
    expect(server.counts()).toEqual({ streams: 2, microphones: 1 })
  })

  it('sleeps and comes back as the owner does, and keeps the session meanwhile the owner sleeps', async () => {
    const conversation = await startConversation(phone, { env: { SESSION_IDLE_TTL_S: '0.5' } })
    const { page, say, server, id } = conversation
    const { viewer } = await share(conversation)
    await hide(page)
    await say(3)
    await hear(viewer, 3)
    await server.server.reaper.sweep()
    expect(await server.store.history(id)).not.toBeNull()
    await comeBack(page)
    await hear(page, 3)
    await hide(viewer)
    await say(2)
    await comeBack(viewer)
    for (const each of [page, viewer]) {
      await hear(each, 5)
      expectNothingLost(await heardIds(each))
      await expectNeverTwo(each)
      await expectNeverSaid(each, 'Offline')
    }
  })

  it('learns that it is over, and can still read it', async () => {
    const conversation = await startConversation(phone)
    const { page, say } = conversation
    const { viewer } = await share(conversation)
    await say(3)
    await hear(viewer, 3)
    await endSession(page)
    await expectSaid(viewer, 'This conversation is over')
    expect(await heardIds(viewer)).toEqual([1, 2, 3])
    await expectNothingHeld(viewer)
  })

  it('reads that there is nothing to watch where the link leads to nothing any more', async () => {
    const { way } = await startConversation(phone)
    const viewer = await phone.open(`${way.url}/watch/${'x'.repeat(22)}`)
    await expectSaid(viewer, 'There is nothing to watch here')
    await expectNothingHeld(viewer)
  })

  it('never sees the session’s own id, in whatever the page asks for, is given or shows', async () => {
    const conversation = await startConversation(phone)
    const { page, say, id } = conversation
    const { viewer, seen } = await share(conversation)
    await say(3)
    await hear(viewer, 3)
    await endSession(page)
    await expectSaid(viewer, 'This conversation is over')
    const received = await viewer.evaluate(() => undertoneProbe.received())
    // `stream-open`, three tones and `session-end` at least.
    expect(received.length).toBeGreaterThanOrEqual(5)
    expect([...seen, ...received].filter((text) => text.includes(id))).toEqual([])
    expect(await viewer.content()).not.toContain(id)
  })
})

/** As a browser duplicates a tab: what the tab remembers is copied. */
async function duplicate(page: Page): Promise<Page> {
  const opened = page.waitForEvent('popup')
  await page.evaluate(() => void window.open('/live'))
  const second = await opened
  await expectPhase(second, 'live')
  return second
}

/** Another phone that follows the session's link; `seen`: every address that it asked for. */
async function share({ way, id }: Conversation): Promise<{ viewer: Page; seen: string[] }> {
  const viewer = await phone.open(way.url)
  const seen: string[] = []
  viewer.on('request', (request) => seen.push(request.url()))
  await viewer.goto(`${way.url}/watch/${await viewerIdOf(way.url, id)}`)
  await expectPhase(viewer, 'live')
  return { viewer, seen }
}
