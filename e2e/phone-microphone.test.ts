import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startListening, tapMicrophone } from './support/conversation.ts'
import { expectPhase, expectSaid } from './support/heard.ts'
import { expectNeverTwo } from './support/never-two.ts'
import { comeBack, hide, usePhone } from './support/phone.ts'

const phone = usePhone()
const recovered = 'The microphone stopped for a moment. It is on again.'

it('a microphone whose track ends is asked for afresh, once, and the page says so', async () => {
  const { page, listens } = await startListening(phone)
  await page.evaluate(() => undertoneProbe.endTrack())
  await expectSaid(page, recovered)
  await listens()
  expect(await captures(page)).toEqual({ live: 1, all: 2 })
  await expectNeverTwo(page)
})

it('a microphone that is unplugged with no other there is said, and a new one is used by itself', async () => {
  const { page, listens } = await startListening(phone)
  await page.evaluate(() => {
    undertoneProbe.refuseMicrophone('NotFoundError')
    undertoneProbe.endTrack()
  })
  await expectSaid(page, 'No microphone was found. Connect one, then tap again.')
  expect((await captures(page)).live).toBe(0)
  await page.evaluate(() => {
    undertoneProbe.refuseMicrophone(null)
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
  })
  await listens()
  await page.getByText('No microphone was found').waitFor({ state: 'detached' })
  await expectNeverTwo(page)
})

it('a microphone that the system mutes is shown as paused, and as on once it isn’t any more', async () => {
  const { page, listens } = await startListening(phone)
  await page.evaluate(() => undertoneProbe.muteTrack(true))
  await page.getByRole('button', { name: 'Microphone paused' }).waitFor()
  await page.evaluate(() => undertoneProbe.muteTrack(false))
  await page.getByRole('button', { name: 'Microphone on' }).waitFor()
  await listens()
  await expectNeverTwo(page)
})

it('a call that interrupts the sound pauses the microphone; it is on again when the call is over', async () => {
  const { page, listens } = await startListening(phone)
  await page.evaluate(() => undertoneProbe.interruptAudio())
  await page.getByRole('button', { name: /Microphone (paused|off)/ }).waitFor()
  await expect.poll(async () => (await captures(page)).live).toBe(0)
  await page.evaluate(() => undertoneProbe.resumeAudio())
  await page.getByRole('button', { name: 'Microphone on' }).waitFor()
  await listens()
  await expectNeverTwo(page)
})

it('a tap anywhere brings a microphone back that an interruption left resting', async () => {
  const { page, listens } = await startListening(phone)
  await page.evaluate(() => undertoneProbe.interruptAudio())
  await expect.poll(async () => (await captures(page)).live).toBe(0)
  await page.getByRole('heading', { name: 'What was heard' }).click()
  await page.getByRole('button', { name: 'Microphone on' }).waitFor()
  await listens()
  await expectNeverTwo(page)
})

it('a microphone that died while the page was hidden is a fresh one on return', async () => {
  const { page, listens } = await startListening(phone)
  await hide(page)
  await page.evaluate(() => undertoneProbe.endTrack())
  await comeBack(page)
  await listens()
  expect((await captures(page)).live).toBe(1)
  await expectNeverTwo(page)
})

it('a socket that is cut is opened again for the same capture', async () => {
  const { page, way, listens } = await startListening(phone)
  way.cut()
  await listens()
  expect(await captures(page)).toEqual({ live: 1, all: 1 })
  await expectNeverTwo(page)
})

it('what was recorded while the network was gone is dropped, and not sent late', async () => {
  const { page, way, server, listens } = await startListening(phone)
  way.refuse()
  await expectSaid(page, 'Offline. Trying again.')
  await expect.poll(() => server.counts().microphones).toBe(0)
  await page.waitForFunction((sinceMs) => performance.now() - sinceMs > 2_000, await now(page))
  const heardBeforeMs = server.heard().soundMs
  const healedAtMs = performance.now()
  way.heal()
  await listens()
  const [heardMs, passedMs] = [server.heard().soundMs - heardBeforeMs, performance.now() - healedAtMs]
  expect(heardMs).toBeLessThanOrEqual(passedMs + 200)
})

it('another microphone that takes over is said, and this one rests until the person wants it', async () => {
  const { page, server, id, listens } = await startListening(phone)
  const other = new WebSocket(`${server.url.replace('http', 'ws')}/session/${id}/audio`)
  await expectSaid(page, 'Another microphone took over this session. Tap to listen here again.')
  await expect.poll(async () => (await captures(page)).live).toBe(0)
  await page.getByRole('button', { name: 'Microphone off' }).click()
  await listens()
  other.close()
  await expectNeverTwo(page)
})

it('a microphone that comes back from an absence without a sound is asked for afresh, once', async () => {
  const { page, listens } = await startListening(phone, { phone: { hasClock: true } })
  await hide(page)
  await page.evaluate(() => undertoneProbe.silenceNextMicrophone())
  await comeBack(page)
  await listens()
  await page.clock.fastForward(5_000)
  await expect.poll(async () => (await captures(page)).all).toBe(3)
  await listens()
  expect(await captures(page)).toEqual({ live: 1, all: 3 })
  await page.clock.fastForward(20_000)
  await listens()
  expect(await captures(page)).toEqual({ live: 1, all: 3 })
  await expectNeverTwo(page)
})

it('after a reload no microphone starts by itself; a tap is asked for, and one is enough', async () => {
  const { page, server, listens } = await startListening(phone)
  await page.reload()
  await expectPhase(page, 'live')
  await expectSaid(page, /[Tt]ap.*to go on/)
  expect(server.counts().microphones).toBe(0)
  await tapMicrophone(page)
  await listens()
  expect(await captures(page)).toEqual({ live: 1, all: 1 })
})

function now(page: Page): Promise<number> {
  return page.evaluate(() => performance.now())
}

function captures(page: Page): Promise<{ live: number; all: number }> {
  return page.evaluate(() => ({
    live: undertoneProbe.liveCaptures(),
    all: undertoneProbe.captures().all,
  }))
}
