import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { endSession, startConversation } from './support/conversation.ts'
import { expectSaid, hear, heardIds } from './support/heard.ts'
import { comeBack, hide, usePhone } from './support/phone.ts'

const phone = usePhone()
const small = { viewport: { width: 360, height: 740 } }

it('a note that is typed while somebody speaks is there after a reload, and in the notes', async () => {
  const { page, way } = await talking()
  await writeNote(page, 'She mentioned the invoice')
  await noteRow(page, 'She mentioned the invoice').waitFor()
  await page.reload()
  await noteRow(page, 'She mentioned the invoice').waitFor()
  expect(await heardIds(page)).toEqual([1, 2, 3])
  await openNewest(page, way.url)
  await noteRow(page, 'She mentioned the invoice').waitFor()
})

it('what is being typed moves nothing, and outlives a dark screen, a reload and the session’s end', async () => {
  const { page } = await talking()
  const controls = page.getByRole('button', { name: /^Microphone/ })
  const before = await controls.boundingBox()
  await page.getByRole('button', { name: 'Add a note' }).click()
  expect(await controls.boundingBox()).toEqual(before)
  await page.keyboard.type('She mentioned ')
  expect(await page.evaluate(() => scrollY)).toBe(0)
  const scrolled = await page.evaluate(() => scrollY)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  expect(await page.evaluate(() => scrollY)).toBe(scrolled)
  await page.getByRole('button', { name: 'Undo' }).click()
  await hide(page)
  await comeBack(page)
  await page.reload()
  const field = page.getByLabel(/^Your note at/)
  await expect.poll(() => field.inputValue()).toBe('She mentioned ')
  await field.focus()
  await page.keyboard.press('End')
  await endSession(page)
  await field.focus()
  await page.keyboard.press('End')
  await page.keyboard.type('the invoice')
  await page.keyboard.press('Enter')
  await noteRow(page, 'She mentioned the invoice').waitFor()
})

it('a device that is full shows a note all the same, and says that it can’t keep it', async () => {
  const { page } = await talking()
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await writeNote(page, 'She mentioned the invoice')
  await noteRow(page, 'She mentioned the invoice').waitFor()
  await expectSaid(page, 'Notes can’t be kept on this device right now.')
})

it('a conversation is found by what was typed, given a title, and found by that', async () => {
  const { page, way } = await ended()
  await openNewest(page, way.url)
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByLabel('Title').fill('With the landlord')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'With the landlord' }).waitFor()
  await page.getByRole('link', { name: 'All notes' }).click()
  const link = page.getByRole('link', { name: /With the landlord/ })
  await page.getByLabel('Search').fill('INVOICE')
  await expectSaid(page, 'One conversation was found.')
  await link.waitFor()
  await page.getByLabel('Search').fill('something else')
  await expectSaid(page, 'Nothing was found.')
  expect(await link.count()).toBe(0)
  await page.getByLabel('Search').fill('landl')
  await link.waitFor()
})

it('a conversation is taken along as a file of each kind, none of which names the session', async () => {
  const { page, way, id } = await ended()
  await openNewest(page, way.url)
  const text = await download(page, 'Plain text')
  expect(text).toMatch(/Your note: She mentioned the invoice/)
  const csv = await download(page, 'CSV')
  expect(csv.split('\r\n').filter((row) => row.includes(',tone,'))).toHaveLength(3)
  const json: unknown = JSON.parse(await download(page, 'JSON'))
  expect(json).toMatchObject({ format: 'undertone-conversation', version: 1 })
  expect([text, csv, JSON.stringify(json)].join()).not.toContain(id)
})

it('a conversation that is deleted comes back whole, until the person leaves their notes', async () => {
  const { page, way } = await ended()
  await openNewest(page, way.url)
  await page.getByRole('button', { name: 'Delete this conversation' }).click()
  await expectSaid(page, /^Deleted: /)
  await page.getByText('No conversations yet').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('link', { name: /conversation/ }).click()
  await hear(page, 3)
  await noteRow(page, 'She mentioned the invoice').waitFor()

  await page.getByRole('button', { name: 'Delete this conversation' }).click()
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  await page.reload()
  await page.getByText('No conversations yet').waitFor()
  expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0)
})

it('all conversations are deleted only after a question, and come back', async () => {
  const { page, way } = await ended()
  await page.goto(`${way.url}/notes`)
  await page.getByRole('button', { name: 'Delete all conversations' }).click()
  await page.getByRole('button', { name: 'Keep them' }).click()
  await page.getByRole('button', { name: 'Delete all conversations' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByText('No conversations yet').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('link', { name: /conversation/ }).waitFor()
})

it('what was heard is a table to a screen reader', async () => {
  const { page } = await ended()
  const table = page.getByRole('table', { name: 'What was heard' })
  expect(await table.getByRole('columnheader').allTextContents()).toEqual([
    'Time',
    'Tone',
    'How sure, and more',
  ])
  expect(await table.getByRole('row').count()).toBeGreaterThan(2)
  expect(await table.getByRole('cell').first().textContent()).toMatch(/^\d+:\d\d/)
})

/** A phone in a session in which three tones were heard. */
async function talking() {
  const conversation = await startConversation(phone, { phone: small })
  await conversation.say(3)
  await hear(conversation.page, 3)
  return conversation
}

/** The same with a note, and over. */
async function ended() {
  const conversation = await talking()
  await writeNote(conversation.page, 'She mentioned the invoice')
  await endSession(conversation.page)
  return conversation
}

async function writeNote(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a note' }).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

async function openNewest(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/notes`)
  await page
    .getByRole('link', { name: /conversation/ })
    .first()
    .click()
  await hear(page, 3)
}

function noteRow(page: Page, text: string) {
  return page.getByTestId('heard').getByRole('row').filter({ hasText: text })
}

async function download(page: Page, name: string): Promise<string> {
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toMatch(/^undertone-\d{4}-\d\d-\d\d-\d\d-\d\d\.(txt|csv|json)$/)
  return readFile(await file.path(), 'utf8')
}
