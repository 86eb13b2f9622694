import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { startConversation } from './support/conversation.ts'
import { usePhone } from './support/phone.ts'

const phone = usePhone()
const line = (time: string) =>
  `If you leave, we keep this session for ${time}.`.replaceAll(/(?<=\d) /g, '\u00a0')

it('how long a session is kept stands there before it matters, at the start and while it runs', async () => {
  const { page, server, id } = await startConversation(phone, {
    prepare: (start) => expectLine(start, '90 seconds'),
  })
  await expectLine(page, '90 seconds')
  expect((await server.store.find(id))?.session.idleTtlMs).toBe(90_000)
})

it('a person who needs longer chooses so, and this device remembers it', async () => {
  const chooseLonger = async (page: Page) => {
    await page.getByRole('radio', { name: '15 min' }).check()
    await expectLine(page, '15 minutes')
  }
  const { page, server, way, id } = await startConversation(phone, { prepare: chooseLonger })
  await expectLine(page, '15 minutes')
  expect((await server.store.find(id))?.session.idleTtlMs).toBe(900_000)
  await page.goto(way.url)
  await expectLine(page, '15 minutes')
})

async function expectLine(page: Page, time: string): Promise<void> {
  await page.getByText(line(time)).waitFor({ timeout: 10_000 })
}
