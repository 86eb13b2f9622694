import { expect, it } from 'vitest'
import { pressStart } from './support/conversation.ts'
import { expectNeverSaid, expectNothingLost, expectPhase, hear, heardIds } from './support/heard.ts'
import { expectNeverTwo } from './support/never-two.ts'
import { sessionIdOf } from './support/phone.ts'
import { openRealPhone } from './support/real-phone.ts'
import { launchScriptedServer } from './support/scripted-server.ts'

// Nothing is pretended here: the browser itself hides, freezes, kills and brings back the page.
async function startOnRealPhone() {
  const server = await launchScriptedServer()
  const phone = await openRealPhone(server.url)
  await pressStart(phone.page)
  const id = await sessionIdOf(phone.page)
  const say = (count: number) => server.say(id, count)
  await say(2)
  await hear(phone.page, 2)
  await expect.poll(() => server.counts()).toEqual({ streams: 1, microphones: 1 })
  return { ...phone, server, id, say }
}

it('a page behind another one holds nothing; in front again it has everything, and everything is on again', async () => {
  const { page, putAway, takeOut, server, say } = await startOnRealPhone()
  await putAway()
  await expect.poll(() => server.counts()).toEqual({ streams: 0, microphones: 0 })
  await say(3)
  await takeOut()
  await hear(page, 5)
  await expect.poll(() => server.counts()).toEqual({ streams: 1, microphones: 1 })
  await expect.poll(() => page.evaluate(() => undertoneProbe.heldWakeLocks())).toBe(1)
  expectNothingLost(await heardIds(page))
  await expectNeverTwo(page)
  await expectNeverSaid(page, 'Offline')
})

it('a page that was frozen goes on from where it was', async () => {
  const { page, putAway, takeOut, freeze, thaw, server, say } = await startOnRealPhone()
  await putAway()
  await freeze()
  await expect.poll(() => server.counts()).toEqual({ streams: 0, microphones: 0 })
  await say(3)
  await thaw()
  await takeOut()
  await hear(page, 5)
  await expect.poll(() => server.counts()).toEqual({ streams: 1, microphones: 1 })
  expectNothingLost(await heardIds(page))
  await expectNeverTwo(page)
})

it('a page that the system killed finds its session again, with everything it had shown', async () => {
  const { putAway, kill, revive, server, id, say } = await startOnRealPhone()
  await putAway()
  await kill()
  await say(3)
  const revived = await revive()
  await expectPhase(revived, 'live')
  await hear(revived, 5)
  expect(await sessionIdOf(revived)).toBe(id)
  expect(await heardIds(revived)).toEqual([1, 2, 3, 4, 5])
  await expect.poll(() => server.counts().streams).toBe(1)
})

it('a page that was left for another one and come back to goes on', async () => {
  const { page, server, say } = await startOnRealPhone()
  await page.goto(`${server.url}/health`)
  await expect.poll(() => server.counts()).toEqual({ streams: 0, microphones: 0 })
  await say(3)
  await page.evaluate(() => history.back())
  await expectPhase(page, 'live')
  await hear(page, 5)
  expect(await heardIds(page)).toEqual([1, 2, 3, 4, 5])
  await expect.poll(() => server.counts().streams).toBe(1)
})
