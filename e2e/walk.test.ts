import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { problemSchema } from '@undertone/shared'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { expectNothingLost, expectPhase, hear, heardIds } from './support/heard.ts'
import { comeBack, hide, sessionIdOf, usePhone } from './support/phone.ts'
import { launchServer } from './support/server.ts'
import { sampleNames, trySample, type SampleName } from './support/try-sample.ts'

const phone = usePhone()

async function startListening(env: Record<string, string> = {}) {
  const server = await launchServer(env)
  const page = await phone.open(server.url)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expectPhase(page, 'live')
  return { ...server, page }
}

describe('a person who presses Start and speaks', () => {
  it('sees tone, as a word and in the list', async () => {
    const { page } = await startListening()
    await hear(page, 2)
    // Between two sentences there is none, and a slow machine may look just then.
    await expect.poll(() => page.getByTestId('subtext').textContent()).toMatch(/^Tone: \w/)
    expect(await page.getByTestId('tone-word').textContent()).toMatch(/\w/)
  })

  it('ends the session on purpose, and can still read it', async () => {
    const { page, url } = await startListening()
    await hear(page, 2)
    const id = await sessionIdOf(page)
    await page.getByRole('button', { name: 'End session' }).click()
    await expectPhase(page, 'ended')
    expect((await heardIds(page)).length).toBeGreaterThanOrEqual(2)
    expect((await fetch(`${url}/session/${id}`)).status).toBe(404)
    expect(await page.evaluate(() => [undertoneProbe.openStreams(), undertoneProbe.heldWakeLocks()])).toEqual(
      [0, 0],
    )
  })

  it('can switch the microphone off and on', async () => {
    const { page } = await startListening()
    await hear(page, 1)
    await page.getByRole('button', { name: /^Microphone/ }).click()
    await expect.poll(() => page.getByTestId('tone-word').textContent()).toContain('Microphone off')
    const before = (await heardIds(page)).length
    await page.getByRole('button', { name: /^Microphone/ }).click()
    await hear(page, before + 1)
  })
})

describe('a screen that goes dark', () => {
  it('loses nothing: what was heard meanwhile is caught up, then tone goes on', async () => {
    const { page, url } = await startListening()
    await hear(page, 2)
    const id = await sessionIdOf(page)
    await hide(page)
    await expectPhase(page, 'hidden')
    expect(await page.evaluate(() => undertoneProbe.openStreams())).toBe(0)
    const shown = (await heardIds(page)).at(-1) ?? 0
    await speakFromElsewhere(url, id)
    const { head } = await historyOf(url, id)
    expect(head).toBeGreaterThan(shown)

    await comeBack(page)
    await expectPhase(page, 'live')
    await hear(page, head + 1)
    expectNothingLost(await heardIds(page))
  })

  it('past the idle time ends in the calm notice, and the tones can still be read, there and in the notes', async () => {
    const { page, url } = await startListening({ SESSION_IDLE_TTL_S: '1' })
    await hear(page, 2)
    const id = await sessionIdOf(page)
    await hide(page)
    await expect.poll(async () => (await fetch(`${url}/session/${id}`)).status).toBe(404)
    const shown = await heardIds(page)

    await comeBack(page)
    const notice = page.getByRole('status').filter({ hasText: 'Session timed out' })
    await notice.waitFor()
    await page.getByRole('button', { name: 'Start a new session' }).waitFor()
    expect(await heardIds(page)).toEqual(shown)
    expect(await page.evaluate(() => undertoneProbe.heldWakeLocks())).toBe(0)

    await page.goto(`${url}/notes`)
    await page
      .getByRole('link', { name: /conversation/ })
      .first()
      .click()
    await expect.poll(async () => (await heardIds(page)).length).toBe(shown.length)
  })

  it('and a server that is in trouble on return wipes nothing; it goes on by itself when that is over', async () => {
    const { page } = await startListening()
    await hear(page, 2)
    await hide(page)
    const shown = await heardIds(page)
    let refusals = 0
    await page.route(/\/session\/[\w-]{22}(\/stream.*)?$/, (route) => {
      refusals++
      return route.fulfill({ status: 503, contentType: 'application/problem+json', body: storeUnavailable() })
    })
    await comeBack(page)
    await expect.poll(() => refusals, { timeout: 15_000 }).toBeGreaterThanOrEqual(2)
    expect(await heardIds(page)).toEqual(shown)
    expect(await page.getByText('Session timed out').count()).toBe(0)
    await page.unroute(/\/session\/[\w-]{22}(\/stream.*)?$/)
    await expectPhase(page, 'live')
    await hear(page, shown.length + 1)
    expectNothingLost(await heardIds(page))
  })

  it('for a blink leaves one stream and one wake lock', async () => {
    const { page } = await startListening()
    for (let blink = 0; blink < 5; blink++) {
      await hide(page)
      await comeBack(page)
    }
    await expectPhase(page, 'live')
    await expect.poll(() => page.evaluate(() => undertoneProbe.openStreams())).toBe(1)
    await expect.poll(() => page.evaluate(() => undertoneProbe.heldWakeLocks())).toBe(1)
  })

  it('releases the wake lock, and takes it again on return', async () => {
    const { page } = await startListening()
    const held = () => page.evaluate(() => undertoneProbe.heldWakeLocks())
    await expect.poll(held).toBe(1)
    await hide(page)
    await expect.poll(held).toBe(0)
    await comeBack(page)
    await expect.poll(held).toBe(1)
    expect(await page.evaluate(() => undertoneProbe.takenWakeLocks())).toBe(2)
  })
})

it('finds its session again after a reload, with everything it had shown', async () => {
  const { page } = await startListening()
  await hear(page, 2)
  const id = await sessionIdOf(page)
  const shown = await heardIds(page)
  await page.reload()
  await expectPhase(page, 'live')
  await hear(page, shown.length)
  expect(await sessionIdOf(page)).toBe(id)
  expectNothingLost(await heardIds(page))
})

it('plays the samples through the same way, without a microphone, and their tone differs', async () => {
  const { url } = await launchServer()
  const words = await Promise.all(sampleNames.map((name) => wordsOf(name, url)))
  const leading = words.map((heard) => heard[0])
  expect(new Set(leading).size).toBe(3)
  for (const heard of words) expect(heard.at(-1)).toBe('even')
})

/** Every word that is shown for a sample, in lower case, the last one first. */
async function wordsOf(name: SampleName, url: string): Promise<string[]> {
  const page = await phone.open(url)
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('The sample needs no microphone'))
  })
  await trySample(page, name)
  await hear(page, 3)
  const words = await page.locator('[data-testid=heard] [data-event-id] .word').allTextContents()
  return words.map((word) => word.trim().toLowerCase())
}

it('says how to help where the microphone is refused, and goes on without', async () => {
  const { url } = await launchServer()
  const page = await phone.open(url)
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByRole('status').filter({ hasText: 'The microphone isn’t allowed for this page.' }).waitFor()
  await expectPhase(page, 'live')
})

async function historyOf(url: string, id: string): Promise<{ head: number }> {
  return JSON.parse(await (await fetch(`${url}/session/${id}/history`)).text())
}

/** Somebody else's microphone in the same session: two and a half seconds of the sample at its own pace. */
async function speakFromElsewhere(url: string, id: string): Promise<void> {
  const wav = readFileSync(fileURLToPath(new URL('../apps/web/public/samples/tense.wav', import.meta.url)))
  const headerBytes = 44
  const socket = new WebSocket(`${url.replace('http', 'ws')}/session/${id}/audio`)
  await once(socket, 'message')
  for (let frame = 0; frame < 25; frame++) {
    const from = headerBytes + frame * 3_200
    socket.send(wav.subarray(from, from + 3_200))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  socket.close()
}

function storeUnavailable(): string {
  return JSON.stringify(
    problemSchema.parse({
      type: 'urn:undertone:problem:store_unavailable',
      title: 'Service Unavailable',
      status: 503,
      detail: 'Please try again in a moment.',
      code: 'store_unavailable',
    }),
  )
}
