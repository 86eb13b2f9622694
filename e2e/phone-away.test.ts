import { expect, it } from 'vitest'
import { startConversation, startListening } from './support/conversation.ts'
import {
  expectNothingLost,
  expectNeverSaid,
  expectPhase,
  expectSaid,
  hear,
  heardIds,
} from './support/heard.ts'
import { comeBack, hide, usePhone } from './support/phone.ts'
import { readTimeline } from './support/timeline.ts'

const phone = usePhone()
const hasClock = true
const nothingLost = 'You were away 40 s. Caught up.'.replaceAll(/(?<=\d) /g, '\u00a0')

it('who comes back reads how long they were away, and that nothing is missing', async () => {
  const { page, say } = await startConversation(phone, { phone: { hasClock } })
  await say(2)
  await hear(page, 2)
  await hide(page)
  await say(3)
  await page.clock.fastForward(40_000)
  await comeBack(page)
  await expectSaid(page, nothingLost)
  expect(await heardIds(page)).toEqual([1, 2, 3, 4, 5])
})

it('who comes back reads how many moments the server no longer had', async () => {
  const { page, say } = await startConversation(phone, { capacity: 10, phone: { hasClock } })
  await say(2)
  await hear(page, 2)
  await hide(page)
  await say(14)
  await page.clock.fastForward(40_000)
  await comeBack(page)
  await expectSaid(page, /You were away 40\s?s\. 4 moments were missed\./)
  await page.getByTestId('heard').getByText('4 moments were missed here.').waitFor()
  expect(await readTimeline(page)).toContainEqual(expect.stringContaining('4 moments were missed here.'))
})

it('whose page the system threw away reads it as well', async () => {
  const { page, way, say } = await startConversation(phone, { phone: { hasClock } })
  await say(2)
  await hear(page, 2)
  await hide(page)
  await say(3)
  await page.goto(`${way.url}/health`)
  await page.clock.fastForward(40_000)
  await page.goto(`${way.url}/live`)
  await expectPhase(page, 'live')
  await hear(page, 5)
  await expectSaid(page, /You were away 4\d\s?s\. Caught up\./)
  expectNothingLost(await heardIds(page))
})

it('a look at another app for a blink is no absence', async () => {
  const { page, say } = await startConversation(phone, { phone: { hasClock } })
  await say(2)
  await hear(page, 2)
  await hide(page)
  await comeBack(page)
  await expectPhase(page, 'live')
  await say(1)
  await hear(page, 3)
  await expectNeverSaid(page, 'You were away')
})

it('the line of an absence goes again by itself', async () => {
  const { page, say } = await startConversation(phone, { phone: { hasClock } })
  await say(2)
  await hear(page, 2)
  await hide(page)
  await say(1)
  await page.clock.fastForward(40_000)
  await comeBack(page)
  await expectSaid(page, nothingLost)
  await page.clock.fastForward(10_000)
  await page.getByText(nothingLost).waitFor({ state: 'detached' })
})

it('while nobody listened is a line of its own in the list and a gap in the timeline', async () => {
  const { page, server, listens, say } = await startListening(phone, { phone: { hasClock } })
  await say(2)
  await hear(page, 2)
  await hide(page)
  await expect.poll(() => server.counts().microphones).toBe(0)
  await page.clock.fastForward(40_000)
  await comeBack(page)
  await listens()
  const line = /Not listening for 4\d\s?s, while you were away\./
  await page.getByTestId('heard').getByText(line).waitFor()
  expect(await readTimeline(page)).toContainEqual(expect.stringMatching(line))
})

it('while the socket was down is a line of its own in the list and a gap in the timeline', async () => {
  const { page, way, listens, say } = await startListening(phone, { phone: { hasClock } })
  await say(2)
  await hear(page, 2)
  way.refuse()
  await expectSaid(page, 'Offline. Trying again.')
  await page.clock.fastForward(20_000)
  way.heal()
  await listens()
  const line = /Not listening for 2\d\s?s, without a connection\./
  await page.getByTestId('heard').getByText(line).waitFor()
  expect(await readTimeline(page)).toContainEqual(expect.stringMatching(line))
})
