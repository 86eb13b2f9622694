import type { ToneEvent } from '@undertone/shared'
import { pino } from 'pino'
import { createSystemClock } from '../../apps/server/src/clock.ts'
import { readConfig } from '../../apps/server/src/config.ts'
import { createServer } from '../../apps/server/src/server.ts'
import { historyCapacity } from '../../apps/server/src/sessions/idle-ttl.ts'
import { createMemoryStore } from '../../apps/server/src/sessions/memory-store.ts'
import type { Speech } from '../../apps/server/src/sessions/session-store.ts'
import { createScriptedVoice } from '../../apps/server/test/support/scripted-voice.ts'

/** The real server on a free port, with a voice that hears nothing by itself: a benchmark says which tones there are. */
export async function launchScripted(webDir: string) {
  const clock = createSystemClock()
  const config = readConfig({ PORT: '0', SHUTDOWN_GRACE_S: '1' })
  const store = createMemoryStore({
    clock,
    maxSessions: config.maxSessions,
    historyCapacity: historyCapacity(config.streamMaxAgeS * 1000),
  })
  const log = pino({ level: 'silent' })
  const server = createServer({ config, clock, store, voice: createScriptedVoice(), log, webDir })
  return {
    url: await server.start(),
    append: (sessionId: string, event: ToneEvent) => store.append(sessionId, event),
    /** As if no other microphone were there. */
    tellSpeech: (sessionId: string, speech: Speech) =>
      store.tellSpeech(sessionId, Number.MAX_SAFE_INTEGER, speech),
    head: async (sessionId: string) => (await store.history(sessionId))?.head ?? 0,
    stop: () => server.stop(),
  }
}
