import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { pressStart, startConversation } from './support/conversation.ts'
import {
  expectNeverSaid,
  expectNothingLost,
  expectPhase,
  expectSaid,
  hear,
  heardIds,
} from './support/heard.ts'
import { expectNeverTwo, expectNothingHeld } from './support/never-two.ts'
import { sessionIdOf, usePhone } from './support/phone.ts'
import { launchServer } from './support/server.ts'

const phone = usePhone()
const streamPath = /\/session\/[\w-]{22}\/stream/
const checkPath = /\/session\/[\w-]{22}$/

interface Answer {
  status: number
  contentType: string
  body: string
}

const html = (status: number): Answer => ({ status, contentType: 'text/html', body: '<h1>Sorry</h1>' })
const problem = (status: number, code: string): Answer => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: `urn:undertone:problem:${code}`, title: 'No', status, detail: 'No.', code }),
})

interface Trouble {
  what: string
  stream: Answer
  /** Null: the server itself answers. */
  check: Answer | null
  says: string
}

const offline = 'Offline. Trying again.'
const refused = 'The server isn’t sending anything just now. Trying again.'

const troubles: Trouble[] = [
  {
    what: 'streams are 503, the session lives',
    stream: problem(503, 'at_capacity'),
    check: null,
    says: refused,
  },
  {
    what: 'everything is 503',
    stream: problem(503, 'store_unavailable'),
    check: problem(503, 'store_unavailable'),
    says: offline,
  },
  { what: 'everything is a proxy’s 502 page', stream: html(502), check: html(502), says: offline },
  { what: 'everything is 500', stream: html(500), check: problem(500, 'internal'), says: offline },
  { what: 'a hotspot answers with its own page', stream: html(200), check: html(200), says: offline },
  {
    what: 'streams are empty',
    stream: { status: 204, contentType: 'text/plain', body: '' },
    check: null,
    says: refused,
  },
  {
    what: 'there are too many streams',
    stream: problem(429, 'too_many_requests'),
    check: null,
    says: refused,
  },
  {
    what: 'a proxy leads nowhere',
    stream: problem(404, 'route_not_found'),
    check: problem(404, 'route_not_found'),
    says: offline,
  },
]

it.each(troubles)('$what: everything stays, and goes on by itself', async ({ stream, check, says }) => {
  const { page, way, say } = await startConversation(phone)
  await say(3)
  await hear(page, 3)
  await answerWith(page, stream, check)
  way.cut()
  await expectSaid(page, says)
  await say(2)
  expect(await heardIds(page)).toEqual([1, 2, 3])
  await page.unrouteAll()
  await hear(page, 5)
  await expectPhase(page, 'live')
  expectNothingLost(await heardIds(page))
  await expectNeverSaid(page, 'timed out')
  await expectNeverTwo(page)
})

it('a session that is certainly gone ends in the calm notice, and lets go of everything', async () => {
  const { page, way, say, server, id } = await startConversation(phone)
  await say(3)
  await hear(page, 3)
  way.refuse()
  await expectSaid(page, offline)
  await server.store.remove(id, 'expired')
  way.heal()
  await expectSaid(page, 'Session timed out')
  await expectSaid(page, 'Your notes are safe.')
  expect(await heardIds(page)).toEqual([1, 2, 3])
  await expectNothingHeld(page)
})

describe('a server that is started anew', () => {
  it('has no session any more: the calm notice, and the notes are kept', async () => {
    const first = await launchServer()
    const page = await phone.open(first.url)
    await pressStart(page)
    await hear(page, 2)
    const id = await sessionIdOf(page)
    await first.kill()
    await expectSaid(page, offline)
    const shown = await heardIds(page)
    await launchServer({ PORT: new URL(first.url).port })
    await expectSaid(page, 'Session timed out')
    await expectNothingHeld(page)
    expect(await heardIds(page)).toEqual(shown)
    await page.goto(`${first.url}/notes/${id}`)
    await expect.poll(() => heardIds(page)).toEqual(shown)
  })

  it('and told before that it ends, costs no more than that', async () => {
    const { page, server, say } = await startConversation(phone)
    await say(3)
    await hear(page, 3)
    await server.server.stop()
    await expectSaid(page, offline)
    expect(await heardIds(page)).toEqual([1, 2, 3])
    await expectNeverSaid(page, 'timed out')
  })
})

async function answerWith(page: Page, stream: Answer, check: Answer | null): Promise<void> {
  await page.route(streamPath, (route) => route.fulfill(stream))
  if (check) await page.route(checkPath, (route) => route.fulfill(check))
}
