import type { FlakyProxy } from '@undertone/flaky-proxy'
import type { Page } from 'playwright-core'
import { openFlakyWay } from './flaky-way.ts'
import { expectPhase } from './heard.ts'
import { sessionIdOf, type Phone, type PhoneOptions } from './phone.ts'
import { launchScriptedServer, type ScriptedServer, type ScriptedServerOptions } from './scripted-server.ts'

export interface Conversation {
  server: ScriptedServer
  /** The network between the page and the server. */
  way: FlakyProxy
  page: Page
  id: string
  /** Publishes `count` tones. */
  say(count: number): Promise<void>
}

export interface ConversationOptions extends ScriptedServerOptions {
  phone?: PhoneOptions
}

/** A phone in a running session; its microphone is on, and what is heard is up to the test. */
export async function startConversation(
  phone: Phone,
  options: ConversationOptions = {},
): Promise<Conversation> {
  const server = await launchScriptedServer(options)
  const way = await openFlakyWay(server.url)
  const page = await phone.open(way.url, options.phone)
  await pressStart(page)
  const id = await sessionIdOf(page)
  return { server, way, page, id, say: (count) => server.say(id, count) }
}

/** Presses Start, and waits until the page is live. */
export async function pressStart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expectPhase(page, 'live')
}

/** Switches the microphone off, or on again. */
export async function tapMicrophone(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /^Microphone/ })
  await button.waitFor()
  // Right after the page is shown a tap is taken for the second one of a double tap, and means nothing.
  const shownAtMs = await page.evaluate(() => performance.now())
  await page.waitForFunction((sinceMs) => performance.now() - sinceMs > 800, shownAtMs)
  await button.click()
}
