import { fileURLToPath } from 'node:url'
import { sampleRateHz, type ToneEvent } from '@undertone/shared'
import { startTestServer, type TestServer } from '../../apps/server/test/support/test-server.ts'
import { toneEvent } from '../../apps/server/test/support/tone.ts'

const webDir = fileURLToPath(new URL('../../apps/web/dist', import.meta.url))

export interface ScriptedServer extends TestServer {
  /** Frames of sound that reached the voice engine so far, and their length in all, milliseconds. */
  heard(): { frames: number; soundMs: number }
  /** What is open on the server now. */
  counts(): { streams: number; microphones: number }
  /** Publishes `count` tones in the session, one a second of its time, at once. */
  say(sessionId: string, count: number, tone?: Partial<ToneEvent>): Promise<void>
}

export interface ScriptedServerOptions {
  /** Environment, as an operator would set it. */
  env?: Record<string, string>
  /** Events a session keeps. */
  capacity?: number
}

/** The server with a voice that hears nothing by itself, and the built page: a test says which tones there are. */
export async function launchScriptedServer(options: ScriptedServerOptions = {}): Promise<ScriptedServer> {
  const running = await startTestServer({ webDir, ...options })
  async function say(sessionId: string, count: number, tone: Partial<ToneEvent> = {}): Promise<void> {
    const head = (await running.store.history(sessionId))?.head ?? 0
    for (let id = head + 1; id <= head + count; id++)
      await running.store.append(sessionId, toneEvent({ session_id: sessionId, timestamp: id, ...tone }))
  }
  const heard = { frames: 0, soundMs: 0 }
  running.voice.onPush = (samples) => {
    heard.frames++
    heard.soundMs += (samples.length / sampleRateHz) * 1_000
    return []
  }
  return { ...running, say, heard: () => heard, counts: () => running.server.counts() }
}
