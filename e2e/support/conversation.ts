import type { FlakyProxy } from '@undertone/flaky-proxy'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
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
  /** What the person does on the first page before pressing Start. */
  prepare?: (page: Page) => Promise<void>
}

/** A phone in a running session; its microphone is on, and what is heard is up to the test. */
export async function startConversation(
  phone: Phone,
  options: ConversationOptions = {},
): Promise<Conversation> {
  const server = await launchScriptedServer(options)
  const way = await openFlakyWay(server.url)
  const page = await phone.open(way.url, options.phone)
  await options.prepare?.(page)
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
  await tap(page, page.getByRole('button', { name: /^Microphone/ }))
}

export async function endSession(page: Page): Promise<void> {
  await tap(page, page.getByRole('button', { name: 'End session' }))
  await expectPhase(page, 'ended')
}

async function tap(page: Page, button: Locator): Promise<void> {
  await button.waitFor()
  await untilMeant(page)
  await button.click()
}

/** Right after the page is shown a press is taken for the second one of a double tap, and means nothing: waits until it does. */
export async function untilMeant(page: Page): Promise<void> {
  const shownAtMs = await page.evaluate(() => performance.now())
  await page.waitForFunction((sinceMs) => performance.now() - sinceMs > 800, shownAtMs)
}

export interface ListeningConversation extends Conversation {
  /** Waits until sound that is recorded from now on reaches the server. */
  listens(): Promise<void>
}

/** As `startConversation`, once the server hears the microphone. */
export async function startListening(
  phone: Phone,
  options: ConversationOptions = {},
): Promise<ListeningConversation> {
  const conversation = await startConversation(phone, options)
  const listens = listenFrom(conversation.server)
  await listens()
  return { ...conversation, listens }
}

/** Waits, each time it is called, until sound that is recorded from then on reaches `server`. */
export function listenFrom(server: ScriptedServer): () => Promise<void> {
  return async () => {
    const before = server.heard().frames
    // What was under way may still come in: several frames are one that is recorded now.
    await expect.poll(() => server.heard().frames - before, { timeout: 15_000 }).toBeGreaterThan(5)
    expect(server.counts().microphones).toBe(1)
  }
}
