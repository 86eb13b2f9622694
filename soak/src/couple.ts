import type { FlakyProxy } from '@undertone/flaky-proxy'
import { shareSchema } from '@undertone/shared'
import { createSessionClient } from '../../apps/web/src/api/session-client.ts'
import type { Ask } from './ask.ts'
import { createFlakyClient, type FlakyClient } from './flaky-client.ts'
import { createRandom, type Random } from './random.ts'
import { createSteadySpeaker, type SteadySpeaker } from './steady-speaker.ts'
import { createTruth, type Truth } from './truth.ts'

/** One session with the two that watch it: its owner, and a second tab of the owner or a viewer. */
export interface Couple {
  readonly sessionId: string
  readonly owner: FlakyClient
  readonly other: FlakyClient
  readonly isViewed: boolean
  readonly speaker: SteadySpeaker
  readonly truth: Truth
}

export interface CoupleOptions {
  /** Where the speaker finds the server. */
  readonly serverUrl: string
  /** Asks the server past every flaky network. */
  readonly ask: Ask
  readonly proxies: readonly [FlakyProxy, FlakyProxy]
  readonly random: Random
  /** The second client only knows a viewer's id. */
  readonly isViewed: boolean
}

export async function startCouple({
  serverUrl,
  ask,
  proxies,
  random,
  isViewed,
}: CoupleOptions): Promise<Couple> {
  const sessionId = await startSession(proxies[0].url)
  const otherId = isViewed ? await share(ask, sessionId) : sessionId
  return {
    sessionId,
    isViewed,
    owner: createFlakyClient(sessionId, proxies[0], fork(random)),
    other: createFlakyClient(otherId, proxies[1], fork(random)),
    speaker: createSteadySpeaker(serverUrl, sessionId, fork(random)),
    truth: createTruth(ask, sessionId),
  }
}

/** A chance of its own for each, so that what befalls one doesn't hang on when the others ask. */
export function fork(random: Random): Random {
  return createRandom(Math.floor(random.next() * 2 ** 32))
}

async function startSession(url: string): Promise<string> {
  const client = createSessionClient((path, init) => fetch(`${url}${String(path)}`, init))
  const answer = await client.start({})
  if ('refusal' in answer) throw new Error(`No session could be started: ${answer.refusal}`)
  return answer.session.session_id
}

async function share(ask: Ask, sessionId: string): Promise<string> {
  const response = await ask(`/session/${sessionId}/share`, { method: 'POST' })
  return shareSchema.parse(await response.json()).viewer_id
}
