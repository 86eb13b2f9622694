import type { FlakyClient } from './flaky-client.ts'
import type { Random } from './random.ts'

export interface Circumstance {
  readonly client: FlakyClient
  readonly random: Random
  /** Nobody else needs this client to be there, so it may be away for longer than the watchdog waits. */
  readonly isPatient: boolean
  /** Ends early when the life of the client does. */
  sleep(ms: number): Promise<void>
}

type Happening = (circumstance: Circumstance) => Promise<void>

/** What befalls a phone, by its name in the report. */
export const happenings: Readonly<Record<string, Happening>> = {
  async 'is put away and taken out'({ client, random, sleep }) {
    leave(client, random)
    await sleep(random.between(100, 15_000))
    await comeBack(client, random, sleep)
  },
  async 'flickers between two apps'({ client, random, sleep }) {
    for (let times = random.between(2, 8); times > 0; times--) {
      leave(client, random)
      if (random.chance(0.5)) await sleep(random.between(0, 40))
      await comeBack(client, random, sleep)
    }
  },
  async 'sleeps, its radio too'({ client, random, sleep }) {
    leave(client, random)
    await sleep(random.between(0, 1_000))
    client.proxy.swallow()
    await sleep(random.between(500, 15_000))
    client.proxy.heal()
    await comeBack(client, random, sleep)
  },
  async 'is cut off'({ client }) {
    client.proxy.cut()
  },
  async 'is refused'(circumstance) {
    circumstance.client.proxy.refuse()
    await recover(circumstance, 10_000)
  },
  async stalls(circumstance) {
    circumstance.client.proxy.stall()
    await recover(circumstance, 12_000)
  },
  async 'stalls on the way down'(circumstance) {
    circumstance.client.proxy.stallDownload()
    await recover(circumstance, 12_000)
  },
  async 'loses its radio'(circumstance) {
    const { client, random, sleep } = circumstance
    client.proxy.swallow()
    if (random.chance(0.5)) client.page.tellWindow('offline')
    await sleep(random.between(500, 10_000))
    client.proxy.heal()
    client.page.tellWindow('online')
  },
  async 'is slow'(circumstance) {
    circumstance.client.proxy.setDelayMs(circumstance.random.between(20, 400))
    await recover(circumstance, 10_000)
  },
  async 'gets a trickle'(circumstance) {
    circumstance.client.proxy.throttle(circumstance.random.between(2_000, 20_000))
    await recover(circumstance, 10_000)
  },
  async 'goes offline'({ client, random, sleep }) {
    client.page.tellWindow('offline')
    client.proxy.refuse()
    await sleep(random.between(200, 10_000))
    client.proxy.heal()
    client.page.tellWindow('online')
  },
  async 'is taken out where there is no network'({ client, random, sleep }) {
    leave(client, random)
    await sleep(random.between(100, 3_000))
    await comeBack(client, random, sleep)
    await sleep(random.between(0, 300))
    client.page.tellWindow('offline')
    client.proxy.refuse()
    await sleep(random.between(500, 5_000))
    client.proxy.heal()
    client.page.tellWindow('online')
  },
  async 'is thrown away and loaded again'({ client }) {
    client.reload()
  },
  async 'has its wake lock taken'({ client, random, sleep }) {
    client.lock.takeBack()
    await sleep(random.between(0, 2_000))
    client.page.tellDocument('click')
  },
}

/** What only a patient client can bear: nothing but the watchdog ends it. */
export const longHappenings: Readonly<Record<string, Happening>> = {
  async 'stalls for longer than the watchdog waits'({ client, random, sleep }) {
    client.proxy.stall()
    await sleep(random.between(41_000, 55_000))
    client.proxy.heal()
  },
  async 'is half open, and nobody says so'({ client, random, sleep }) {
    client.proxy.swallow()
    await sleep(random.between(500, 8_000))
    client.proxy.heal()
    await sleep(random.between(41_000, 45_000))
  },
}

async function recover({ client, random, isPatient, sleep }: Circumstance, longestMs: number): Promise<void> {
  await sleep(random.between(300, longestMs))
  client.proxy.heal()
  if (!isPatient || random.chance(0.5)) client.page.tellWindow('online')
}

function leave({ page, lock }: FlakyClient, random: Random): void {
  page.turn('hidden')
  page.tellDocument('visibilitychange')
  lock.takeBack()
  if (random.chance(0.3)) page.tellWindow('pagehide')
  if (random.chance(0.3)) page.tellDocument('freeze')
}

/** Phones tell of one return several times, in any order, at once or spread over a moment. */
async function comeBack({ page }: FlakyClient, random: Random, sleep: Circumstance['sleep']): Promise<void> {
  const more = [
    () => page.tellWindow('pageshow'),
    () => page.tellDocument('resume'),
    () => page.tellWindow('online'),
  ]
  const told = [() => page.tellDocument('visibilitychange'), ...more.filter(() => random.chance(0.4))]
  page.turn('visible')
  for (const tell of random.shuffled(told)) {
    tell()
    if (random.chance(0.3)) await sleep(random.between(0, 30))
  }
}
