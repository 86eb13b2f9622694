import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { startSession } from '../apps/server/test/support/test-server.ts'
import { endSession, pressStart } from './support/conversation.ts'
import { expectSaid, hear, heardIds } from './support/heard.ts'
import { sessionIdOf, usePhone } from './support/phone.ts'
import { launchScriptedServer } from './support/scripted-server.ts'
import { viewerIdOf } from './support/viewer-id.ts'

const phone = usePhone()
/** Who comes from this machine counts as everybody else does. */
const counted = { UNLIMITED_ADDRESSES: 'none' }
const tooMany = /Many tries came from your network just now\. Please try again in \d0\sseconds\./
const refused = 'The server isn’t sending anything just now. Trying again.'

it.each(['Start', 'Try a sample: Calm'])(
  'says it where the server is set up for another address: %s',
  async (button) => {
    const page = await open({ PUBLIC_ORIGIN: 'https://undertone.example' })
    await press(page, button)
    await expectSaid(page, 'The server expects another address. Whoever runs it can set PUBLIC_ORIGIN.')
  },
)

it('says when to come again after too many wrong codes, and keeps what was typed', async () => {
  const page = await open({ ...counted, ACCESS_CODE: 'open sesame', MAX_WRONG_CODES_PER_MINUTE: '1' })
  const field = page.getByLabel('Access code', { exact: true })
  await press(page, 'Start')
  await field.fill('sesame')
  await press(page, 'Go on')
  await expectSaid(page, 'That isn’t the code')
  await field.fill('open sesame')
  await press(page, 'Go on')
  await expectSaid(page, tooMany)
  expect(await field.inputValue()).toBe('open sesame')
})

it('says when to come again to a server that is full, and to one that was asked too often', async () => {
  let id = ''
  const limits = { ...counted, MAX_SESSIONS: '1', MAX_STARTS_PER_MINUTE: '3' }
  const page = await open(limits, async (url) => (id = await startSession(url)))
  const fiveMinutes = page.getByRole('radio', { name: '5 min', exact: true })
  await fiveMinutes.check()
  await press(page, 'Start')
  await expectSaid(page, /The server is full right now\. Please try again in \d0\sseconds\./)
  expect(await fiveMinutes.isChecked()).toBe(true)
  await fetch(new URL(`/session/${id}/end`, page.url()), { method: 'DELETE' })
  await pressStart(page)
  await endSession(page)
  await press(page, 'Start a new session')
  await expectSaid(page, tooMany)
})

it('waits for places for its stream and its microphone, and loses nothing', async () => {
  // Behind a proxy, which the test is, streams and microphones count.
  const env = { ...counted, TRUST_PROXY: 'loopback', MAX_CONNECTIONS_PER_ADDRESS: '2' }
  const server = await launchScriptedServer({ env })
  const otherId = await server.startSession()
  const others = [await watch(server.url, otherId), await watch(server.url, otherId)]
  const page = await phone.open(server.url)
  await press(page, 'Start')
  await expectSaid(page, refused)
  await server.say(await sessionIdOf(page), 2)
  for (const leave of others) leave()
  await hear(page, 2)
  await expect.poll(() => server.counts(), { timeout: 15_000 }).toEqual({ streams: 1, microphones: 1 })
  await page.getByRole('button', { name: 'Microphone on' }).waitFor()
  expect(await heardIds(page)).toEqual([1, 2])
})

it('waits for a place to watch from', async () => {
  const server = await launchScriptedServer({ env: { MAX_STREAMS_PER_SESSION: '1' } })
  const id = await server.startSession()
  const viewerId = await viewerIdOf(server.url, id)
  const leave = await watch(server.url, viewerId)
  const viewer = await phone.open(`${server.url}/watch/${viewerId}`)
  await expectSaid(viewer, refused)
  await server.say(id, 2)
  leave()
  await hear(viewer, 2)
})

/** The start page of a server with `env`, once `prepare` is done with it. */
async function open(env: Record<string, string>, prepare?: (url: string) => Promise<unknown>): Promise<Page> {
  const { url } = await launchScriptedServer({ env })
  await prepare?.(url)
  return phone.open(url)
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

/** Watches a session from elsewhere; returns what ends that. */
async function watch(url: string, id: string): Promise<() => void> {
  const watching = new AbortController()
  const leave = () => watching.abort()
  onTestFinished(leave)
  await fetch(`${url}/session/${id}/stream`, { signal: watching.signal })
  return leave
}
