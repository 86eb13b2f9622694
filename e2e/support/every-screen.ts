import type { Page } from 'playwright-core'
import { it } from 'vitest'
import { endSession, pressStart, startConversation } from './conversation.ts'
import { expectPhase, expectSaid, hear } from './heard.ts'
import { look } from './look.ts'
import { comeBack, hide, sessionIdOf, type Phone } from './phone.ts'
import { launchServer } from './server.ts'
import { viewerIdOf } from './viewer-id.ts'

/** Tests that every screen and state is sound in the colours of `theme`. */
export function testEveryScreen(phone: Phone, theme: 'light' | 'dark' | 'contrast'): void {
  const settings = { theme, isIntroduced: true }
  /** Without motion: what the panel says changes by itself now and then, and would be caught fading in. */
  const options = { settings, reducedMotion: 'reduce', viewport: { width: 360, height: 800 } } as const

  it('the first cards, the start, the settings', async () => {
    const { url } = await launchServer()
    const page = await phone.open(url, { ...options, settings: { theme } })
    await page.getByRole('button', { name: 'Next' }).waitFor()
    await look(page, 'the first card')
    await press(page, 'Next')
    await look(page, 'the second card')
    await press(page, 'Skip')
    await page.route('**/session/start', (route) => route.abort())
    await press(page, 'Start')
    await expectSaid(page, 'The server can’t be reached')
    await look(page, 'a start that was refused')
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await look(page, 'the settings')
  })

  it('a conversation, what leads out of it, and its end', async () => {
    const { page, server, way, id, say } = await startConversation(phone, { capacity: 10, phone: options })
    await look(page, 'a conversation without a word')
    await server.say(id, 2, { label: 'warm', affect: 'happy', prosody_flags: ['fast', 'high_pitch'] })
    await server.say(id, 2, { affect: 'angry', shift_direction: 'escalating', shift_magnitude: 0.6 })
    await hear(page, 4)
    await press(page, 'Add a note')
    await look(page, 'a note that is typed')
    await page.getByRole('textbox').fill('she mentioned the invoice of last September')
    await press(page, 'Save')
    await page.getByRole('slider').press('Home')
    await look(page, 'a moment that was picked, and a note')
    await press(page, 'Let someone watch')
    await page.getByRole('img', { name: 'QR code of the link' }).waitFor()
    await look(page, 'the link to watch by')
    await press(page, 'Close')
    await hide(page)
    await say(14)
    await comeBack(page)
    await hear(page, 14)
    await look(page, 'what an absence leaves behind')
    const viewer = await page.context().newPage()
    await viewer.goto(`${way.url}/watch/${await viewerIdOf(way.url, id)}`)
    await hear(viewer, 10)
    await look(viewer, 'what a viewer sees')
    await endSession(page)
    await look(page, 'the end')
    await expectSaid(viewer, 'This conversation is over')
    await look(viewer, 'the end, for a viewer')
  })

  it('a session that timed out, and the notes', async () => {
    const { url } = await launchServer({ SESSION_IDLE_TTL_S: '1' })
    const page = await phone.open(url, options)
    await pressStart(page)
    await hear(page, 2)
    const id = await sessionIdOf(page)
    await hide(page)
    await untilGone(url, id)
    await comeBack(page)
    await expectPhase(page, 'expired')
    await look(page, 'a session that timed out')
    await press(page, 'Keep my notes')
    await page.getByRole('button', { name: 'Rename' }).click()
    await look(page, 'a conversation that is renamed')
    await press(page, 'Cancel')
    await press(page, 'Delete this conversation')
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await look(page, 'notes that are empty, with a way back')
    await press(page, 'Undo')
    await page.getByRole('searchbox').fill('nothing like it')
    await expectSaid(page, 'Nothing was found')
    await look(page, 'notes in which nothing was found')
    await page.getByRole('searchbox').fill('')
    await press(page, 'Delete all conversations')
    await look(page, 'notes of which all may go')
  })
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

async function untilGone(url: string, id: string): Promise<void> {
  while ((await fetch(`${url}/session/${id}`)).status !== 404)
    await new Promise((resolve) => setTimeout(resolve, 100))
}
