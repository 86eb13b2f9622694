import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { endSession, startConversation } from './support/conversation.ts'
import { expectPhase } from './support/heard.ts'
import { expectNeverTwo, expectNothingHeld } from './support/never-two.ts'
import { comeBack, hide, usePhone } from './support/phone.ts'

const phone = usePhone()

it('the screen stays on while the page is seen, and may sleep while it isn’t', async () => {
  const { page } = await startConversation(phone)
  await expect.poll(() => held(page)).toBe(1)
  expect(await page.getByText('The screen may sleep').count()).toBe(0)
  await hide(page)
  await expect.poll(() => held(page)).toBe(0)
  await comeBack(page)
  await expect.poll(() => held(page)).toBe(1)
  await expectNeverTwo(page)
})

it('a wake lock that is refused is a quiet line, and is taken at the next tap', async () => {
  const { page } = await startConversation(phone)
  await hide(page)
  await page.evaluate(() => undertoneProbe.setWakeLock('refused'))
  await comeBack(page)
  await page.getByText('The screen may sleep').waitFor()
  await expectPhase(page, 'live')
  await page.evaluate(() => undertoneProbe.setWakeLock('granted'))
  await tapAnywhere(page)
  await expect.poll(() => held(page)).toBe(1)
  await page.getByText('The screen may sleep').waitFor({ state: 'detached' })
  await expectNeverTwo(page)
})

it('a wake lock that was refused is asked for again on the next return', async () => {
  const { page } = await startConversation(phone)
  await hide(page)
  await page.evaluate(() => undertoneProbe.setWakeLock('refused'))
  await comeBack(page)
  await page.getByText('The screen may sleep').waitFor()
  await hide(page)
  await page.evaluate(() => undertoneProbe.setWakeLock('granted'))
  await comeBack(page)
  await expect.poll(() => held(page)).toBe(1)
  await page.getByText('The screen may sleep').waitFor({ state: 'detached' })
})

it('a browser without wake locks shows the quiet line, and everything else works', async () => {
  const before = () => Reflect.deleteProperty(Navigator.prototype, 'wakeLock')
  const { page } = await startConversation(phone, { phone: { before } })
  expect(await page.evaluate(() => 'wakeLock' in navigator)).toBe(false)
  await page.getByText('The screen may sleep').waitFor()
  await hide(page)
  await comeBack(page)
  await expectPhase(page, 'live')
})

it('a wake lock that the system takes back is missed in words, and taken again at the next tap', async () => {
  const { page } = await startConversation(phone)
  await expect.poll(() => held(page)).toBe(1)
  await page.evaluate(() => undertoneProbe.takeWakeLocksAway())
  await page.getByText('The screen may sleep').waitFor()
  await tapAnywhere(page)
  await expect.poll(() => held(page)).toBe(1)
  await page.getByText('The screen may sleep').waitFor({ state: 'detached' })
  await expectNeverTwo(page)
})

it('one request is on its way at a time, however often the page comes and goes meanwhile', async () => {
  const { page } = await startConversation(phone)
  await hide(page)
  await page.evaluate(() => undertoneProbe.setWakeLock('late'))
  for (let times = 0; times < 4; times++) {
    await comeBack(page)
    await expectPhase(page, 'live')
    await hide(page)
  }
  await comeBack(page)
  await expectPhase(page, 'live')
  await page.evaluate(() => undertoneProbe.setWakeLock('granted'))
  await page.evaluate(() => undertoneProbe.letWakeLocksArrive())
  await expect.poll(() => held(page)).toBe(1)
  await expectNeverTwo(page)
})

it('a wake lock that arrives after the session was ended is released', async () => {
  const { page } = await startConversation(phone)
  await hide(page)
  await page.evaluate(() => undertoneProbe.setWakeLock('late'))
  await comeBack(page)
  await expect.poll(() => page.evaluate(() => undertoneProbe.askedWakeLocks())).toBe(1)
  await endSession(page)
  await page.evaluate(() => undertoneProbe.letWakeLocksArrive())
  await expect.poll(() => page.evaluate(() => undertoneProbe.takenWakeLocks())).toBe(2)
  await expectNothingHeld(page)
})

function held(page: Page): Promise<number> {
  return page.evaluate(() => undertoneProbe.heldWakeLocks())
}

async function tapAnywhere(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'What was heard' }).click()
}
