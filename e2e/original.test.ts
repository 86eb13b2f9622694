import { sessionSchema } from '@undertone/shared'
import { expect, it } from 'vitest'
import { openSse } from '../apps/server/test/support/sse-client.ts'
import { startConversation } from './support/conversation.ts'
import {
  expectNeverSaid,
  expectNothingLost,
  expectPhase,
  expectSaid,
  hear,
  heardIds,
  missedCount,
} from './support/heard.ts'
import { expectNeverTwo, expectNothingHeld } from './support/never-two.ts'
import { comeBack, hide, usePhone } from './support/phone.ts'
import { openSecondPage } from './support/second-page.ts'
import { launchScriptedServer } from './support/scripted-server.ts'

// What the original did, row by row, and what is promised here instead.
const phone = usePhone()

it('a session that nobody ever watched idles from its creation, and ends', async () => {
  const { url, store } = await launchScriptedServer({ env: { SESSION_IDLE_TTL_S: '1' } })
  const page = await phone.open(url)
  await page.route(/\/stream/, (route) => route.abort())
  const started = page.waitForResponse(/\/session\/start$/)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  const { session_id: id } = sessionSchema.parse(await (await started).json())
  expect(await store.history(id)).not.toBeNull()
  await expect.poll(() => store.history(id), { timeout: 5_000 }).toBeNull()
})

it('what was said while the page was hidden comes in on return, and a gap is shown as one', async () => {
  const { page, say } = await startConversation(phone, { capacity: 10 })
  await say(3)
  await hear(page, 3)
  await hide(page)
  await say(5)
  await comeBack(page)
  await hear(page, 8)
  expectNothingLost(await heardIds(page))
  await hide(page)
  await say(14)
  await comeBack(page)
  await page.getByText('4 moments were missed here.').waitFor()
  await hear(page, 18)
  expect(await heardIds(page)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22])
})

it('only a certain 404 wipes the screen; whatever else goes wrong keeps everything, and is tried again', async () => {
  const { page, say } = await startConversation(phone)
  await say(4)
  await hear(page, 4)
  await hide(page)
  const api = /\/session\/[\w-]{22}(\/stream.*)?$/
  let refused = 0
  await page.route(api, (route) => {
    refused++
    return route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>Bad gateway</h1>' })
  })
  await comeBack(page)
  await expectSaid(page, 'Offline. Trying again.')
  expect(refused).toBeGreaterThanOrEqual(2)
  expect(await heardIds(page)).toEqual([1, 2, 3, 4])
  await page.unroute(api)
  await expectPhase(page, 'live')
  await say(1)
  await hear(page, 5)
  expectNothingLost(await heardIds(page))
  await expectNeverSaid(page, 'timed out')
})

it('a session that timed out leaves its conversation in the notes', async () => {
  const { page, way, id, say, server } = await startConversation(phone, {
    env: { SESSION_IDLE_TTL_S: '1' },
  })
  await say(5)
  await hear(page, 5)
  await hide(page)
  await expect.poll(() => server.store.history(id)).toBeNull()
  await comeBack(page)
  await expectPhase(page, 'expired')
  await page.goto(`${way.url}/notes/${id}`)
  await expect.poll(() => heardIds(page)).toEqual([1, 2, 3, 4, 5])
})

it('hiding and showing in one tick, again and again, opens one stream at a time', async () => {
  const { page, server, say } = await startConversation(phone)
  await page.evaluate(() => {
    for (let blink = 0; blink < 20; blink++) undertoneProbe.setHidden(blink % 2 === 0)
  })
  await expectPhase(page, 'live')
  await expect.poll(() => server.counts().streams).toBe(1)
  await say(3)
  await hear(page, 3)
  expectNothingLost(await heardIds(page))
  await expectNeverTwo(page)
})

it('a reader that can’t keep up is cut and resumes by id, and nobody else notices', async () => {
  const { page, way, server, id } = await startConversation(phone, { capacity: 500 })
  const other = await openSecondPage(phone, server.url, page)
  await expect.poll(() => server.counts().streams).toBe(2)
  way.stallDownload()
  // In portions that a reader takes in one go, and more in all than the system's own buffers on the way can swallow.
  const wide = { subtext: 'x'.repeat(8_000) }
  let head = 0
  for (; server.counts().streams === 2 && head < 5_000; await hear(other, head)) {
    await server.say(id, 25, wide)
    head += 25
  }
  expect(server.counts().streams).toBe(1)
  expectNothingLost(await heardIds(other))
  expect(await other.evaluate(() => undertoneProbe.openedStreams())).toBe(1)
  expect((await heardIds(page)).length).toBeLessThan(head)

  way.heal()
  await expect.poll(async () => (await heardIds(page)).at(-1), { timeout: 20_000 }).toBe(head)
  expect((await heardIds(page)).length + (await missedCount(page))).toBe(head)
  expect(await page.evaluate(() => undertoneProbe.openedStreams())).toBeGreaterThan(1)
  await expectNeverTwo(page)
})

it('a wake lock that arrives after the page was hidden is released on arrival', async () => {
  const { page } = await startConversation(phone)
  await hide(page)
  await page.evaluate(() => undertoneProbe.setWakeLock('late'))
  await comeBack(page)
  await expect.poll(() => page.evaluate(() => undertoneProbe.askedWakeLocks())).toBe(1)
  await hide(page)
  await page.evaluate(() => undertoneProbe.letWakeLocksArrive())
  await expect.poll(() => page.evaluate(() => undertoneProbe.takenWakeLocks())).toBe(2)
  await expectNothingHeld(page)
})

it('the microphone is on again after a return, and the page says so', async () => {
  const { page, server } = await startConversation(phone)
  await expect.poll(() => server.counts().microphones).toBe(1)
  await hide(page)
  await expect.poll(() => server.counts().microphones).toBe(0)
  await comeBack(page)
  await expectSaid(page, 'Microphone paused while hidden, now on.')
  await expect.poll(() => server.counts().microphones).toBe(1)
  expect(await page.evaluate(() => undertoneProbe.captures())).toEqual({ most: 1, all: 2 })
})

it('a session’s id is 128 random bits', async () => {
  const { startSession } = await launchScriptedServer()
  const ids = await Promise.all(Array.from({ length: 200 }, () => startSession()))
  expect(ids.filter((id) => !/^[\w-]{22}$/.test(id))).toEqual([])
  // 22 letters of 6 bits hold 132: the last letter carries 2 bits and takes four values, every other one takes any.
  const letters = Array.from({ length: 22 }, (_, place) => new Set(ids.map((id) => id[place])).size)
  expect(letters.slice(0, 21).every((different) => different > 40)).toBe(true)
  expect(letters[21]).toBe(4)
})

it('whoever returns around the sweep either has the session or hears that it is gone, never both', async () => {
  const { url, server, startSession } = await launchScriptedServer({ env: { SESSION_IDLE_TTL_S: '0.3' } })
  const returns = await Promise.all(
    Array.from({ length: 120 }, async (_, nth) => returnLate(url, await startSession(), nth)),
  )
  // A sweep that had chosen somebody before they came back has struck by now.
  await server.reaper.sweep()
  const answers = await Promise.all(
    returns.map(async ({ id, isOpen }) => ({
      isOpen,
      status: (await fetch(`${url}/session/${id}`)).status,
    })),
  )
  expect(answers.filter(({ isOpen, status }) => status !== (isOpen ? 200 : 404))).toEqual([])
  // Both kinds have to be among them, or the race was never run.
  expect(new Set(returns.map(({ isOpen }) => isOpen))).toEqual(new Set([true, false]))
})

it('the notice is told to a screen reader, by a status line that stood there before it', async () => {
  const { page, server, id } = await startConversation(phone, { env: { SESSION_IDLE_TTL_S: '1' } })
  await page.evaluate(() => {
    for (const line of document.querySelectorAll('[role=status]')) line.setAttribute('data-stood-before', '')
  })
  await hide(page)
  await expect.poll(() => server.store.history(id)).toBeNull()
  await comeBack(page)
  await page.locator('[role=status][data-stood-before]').filter({ hasText: 'Session timed out' }).waitFor()
})

/** Watches the new session `id` for the first time about when it is swept. */
async function returnLate(url: string, id: string, nth: number): Promise<{ id: string; isOpen: boolean }> {
  await new Promise((resolve) => setTimeout(resolve, 200 + nth * 4))
  const stream = await openSse(`${url}/session/${id}/stream`)
  const isOpen = stream.response.status === 200
  if (isOpen) await stream.next('stream-open')
  return { id, isOpen }
}
