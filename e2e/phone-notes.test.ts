import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { endSession, startConversation, type Conversation } from './support/conversation.ts'
import { expectPhase, expectSaid, hear, heardIds } from './support/heard.ts'
import { expectNothingHeld } from './support/never-two.ts'
import { comeBack, hide, usePhone } from './support/phone.ts'

const phone = usePhone()

it('what is shown is on the device as it arrives, before anything ends', async () => {
  const { page, way, say, id } = await startConversation(phone)
  await say(3)
  await hear(page, 3)
  const other = await page.context().newPage()
  await other.goto(`${way.url}/notes/${id}`)
  await expect.poll(() => heardIds(other)).toEqual([1, 2, 3])
})

it('a session that timed out leaves an empty live view for the next one, and the notes', async () => {
  const { page } = await timedOut()
  await page.getByRole('button', { name: 'Start a new session' }).click()
  await expectPhase(page, 'live')
  expect(await heardIds(page)).toEqual([])
})

it('“Keep my notes” shows them, and they stay', async () => {
  const { page, way, id } = await timedOut()
  await page.getByRole('button', { name: 'Keep my notes' }).click()
  await expect.poll(() => heardIds(page)).toEqual([1, 2, 3])
  await page.goto(`${way.url}/notes/${id}`)
  await expect.poll(() => heardIds(page)).toEqual([1, 2, 3])
})

it('notes that the person doesn’t want are gone from the device, and nothing else is', async () => {
  const { page, way, id } = await timedOut()
  await page.getByRole('button', { name: 'Don’t keep them' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expectSaid(page, 'Its notes were deleted from this device.')
  await page.goto(`${way.url}/notes/${id}`)
  await page.getByText('This conversation isn’t on this device.').waitFor()
})

it('notes that nobody was asked about are kept', async () => {
  const { page, way } = await timedOut()
  await page.goto(`${way.url}/notes`)
  await page.getByRole('link', { name: /conversation/ }).click()
  await expect.poll(() => heardIds(page)).toEqual([1, 2, 3])
})

it('a reload while the notice of a time-out stands shows it again, with everything', async () => {
  const { page } = await timedOut()
  await page.reload()
  await expectSaid(page, 'Session timed out')
  expect(await heardIds(page)).toEqual([1, 2, 3])
  await expectNothingHeld(page)
})

it('a session that the person ended isn’t gone back to by a reload', async () => {
  const { page, say } = await startConversation(phone)
  await say(1)
  await hear(page, 1)
  await endSession(page)
  expect(await page.evaluate(() => sessionStorage.getItem('undertone.session'))).toBeNull()
  await page.reload()
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor()
})

it('a device that refuses to keep anything shows everything live, and says so', async () => {
  const before = () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no', 'SecurityError')
    }
  }
  const { page, say } = await startConversation(phone, { phone: { before } })
  await say(3)
  await hear(page, 3)
  await expectSaid(page, 'Notes can’t be kept on this device right now. What is heard still shows here.')
  await hide(page)
  await say(2)
  await comeBack(page)
  await hear(page, 5)
  await endSession(page)
  await expectSaid(page, 'This device couldn’t keep the notes.')
  expect(await heardIds(page)).toEqual([1, 2, 3, 4, 5])
})

it('what the device hadn’t written yet when the page was thrown away is fetched again', async () => {
  const { page, say } = await startConversation(phone)
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await say(2)
  await hear(page, 2)
  await hide(page)
  await say(1)
  await page.reload()
  await hear(page, 3)
  expect(await heardIds(page)).toEqual([1, 2, 3])
})

it('a device without any storage at all can still be used', async () => {
  const before = () => {
    const refuse = () => {
      throw new DOMException('no', 'SecurityError')
    }
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, { get: refuse })
  }
  // It can't know that the first cards were read.
  const prepare = (page: Page) => page.getByRole('button', { name: 'Skip' }).click()
  const { page, say } = await startConversation(phone, { phone: { before }, prepare })
  await say(2)
  await hear(page, 2)
  await hide(page)
  await say(1)
  await comeBack(page)
  await hear(page, 3)
})

async function timedOut(): Promise<Conversation & { page: Page }> {
  const conversation = await startConversation(phone, { env: { SESSION_IDLE_TTL_S: '1' } })
  const { page, say, server, id } = conversation
  await say(3)
  await hear(page, 3)
  await hide(page)
  await expect.poll(() => server.store.history(id)).toBeNull()
  await comeBack(page)
  await expectSaid(page, 'Session timed out')
  return conversation
}
