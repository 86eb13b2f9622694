import { pino } from 'pino'
import { createSystemClock } from '../../apps/server/src/clock.ts'
import { readConfig } from '../../apps/server/src/config.ts'
import { createServer } from '../../apps/server/src/server.ts'
import { createSession } from '../../apps/server/src/sessions/session.ts'
import { createSessionIds } from '../../apps/server/src/sessions/session-id.ts'
import { openStore } from '../../apps/server/src/sessions/open-store.ts'
import { createScriptedVoice } from '../../apps/server/test/support/scripted-voice.ts'
import { answerWith } from '../support/worker.ts'
import type { Held, MemoryAsk } from './memory.ts'

// The real server around the real store, so that whatever either keeps of a session is counted.
const config = readConfig(process.env)
const clock = createSystemClock()
const log = pino({ level: 'error' }, pino.destination(2))
const store = await openStore({ config, clock, onError: (error) => log.error({ err: error }, 'store') })
createServer({ config, clock, store, voice: createScriptedVoice(), log, webDir: '/nowhere' })
const bare = new Map<string, object>()

answerWith<MemoryAsk>(async ({ ask, count }) => {
  const fill = ask === 'sessions' ? fillStore : fillMap
  // Once for what is made at the first of them: code, and the size that a young heap grows to.
  await fill(1_000)
  const before = held()
  await fill(count)
  const after = held()
  return { heapBytes: after.heapBytes - before.heapBytes, rssBytes: after.rssBytes - before.rssBytes }
})

async function fillStore(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const { id } = await store.create({ elcor: false, idleTtlMs: 900_000 })
    // What was watched once knows since when it isn't, and takes a little more.
    const joined = await store.join(id, null)
    if (joined) await store.leave(id, joined.watcherId)
  }
}

/** The least that a session could be: its own value under its id. */
async function fillMap(count: number): Promise<void> {
  const createId = createSessionIds()
  for (let n = 0; n < count; n++) {
    const id = createId()
    bare.set(id, createSession({ id, elcor: false, idleTtlMs: 900_000 }, clock.nowMs()))
  }
}

function held(): Held {
  for (let n = 0; n < 3; n++) globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heapBytes: heapUsed + external, rssBytes: rss }
}
