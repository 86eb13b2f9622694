import { vi } from 'vitest'
import type { Liveness, SessionClient, ShareAnswer, StartAnswer } from '../api/session-client.ts'
import { createSessionMemory } from '../api/session-memory.ts'
import type { LiveDevices } from '../app/live-devices.ts'
import { VoiceError } from '../audio/voice-error.ts'
import type { VoiceSink, VoiceTrouble } from '../audio/voice-feed.ts'
import { browserPage } from '../composables/page-like.ts'
import { createNotesDb } from '../notes/notes-db.ts'
import { createFakeSockets } from './fake-audio-socket.ts'
import { createFakeStreams } from './fake-event-stream.ts'

let nextName = 0

export interface Answers {
  check: Liveness
  end: boolean
  start: StartAnswer
  share: ShareAnswer
  microphone: VoiceTrouble | null
  nowMs: number
}

/** A server, a device and its notes, all of them obedient; `answers` changes what the server says. */
export function createFakeWorld() {
  const sockets = createFakeSockets()
  const answers = obedientAnswers()
  const streams = createFakeStreams(() => answers.check === 'alive')
  const client = {
    start: vi.fn<SessionClient['start']>(() => Promise.resolve(answers.start)),
    check: vi.fn(() => Promise.resolve(answers.check)),
    share: vi.fn(() => Promise.resolve(answers.share)),
    end: vi.fn(() => Promise.resolve(answers.end)),
  }
  let heard: VoiceSink | null = null
  const openMicrophone = vi.fn((sink: VoiceSink) => {
    heard = sink
    if (answers.microphone) return Promise.reject(new VoiceError(answers.microphone))
    return Promise.resolve({ isAlive: () => true, stop: () => undefined })
  })
  const playSample = vi.fn(() => Promise.resolve({ isAlive: () => true, stop: () => undefined }))
  const openSample = vi.fn<LiveDevices['openSample']>(() => playSample)
  sessionStorage.clear()
  const gate = {
    open: (): AudioContext => {
      throw new VoiceError('unsupported')
    },
    hold: () => () => undefined,
    onBack: () => () => undefined,
  }
  const services = { client, memory: createSessionMemory(() => sessionStorage), gate }
  const page = browserPage()
  const chance = { random: () => 0.5, nowMs: () => answers.nowMs }
  const devices = {
    openStream: streams.open,
    openSocket: sockets.open,
    openMicrophone,
    openSample,
    watchSound: () => () => undefined,
    page,
    ...chance,
  }
  /** A tenth of a second of sound comes out of the microphone that was opened last. */
  const speak = () => heard?.push(new Int16Array(1_600).fill(1_000).buffer)
  const notes = createNotesDb(`world ${nextName++}`)
  return { services, devices, notes, client, streams, sockets, answers, speak, playSample }
}

function obedientAnswers(): Answers {
  return {
    check: 'alive',
    end: true,
    start: { session: { session_id: 'new', state: 'running', elcor: false, idle_ttl_s: 90, role: 'owner' } },
    share: { viewerId: 'v' },
    microphone: null,
    nowMs: 1_000,
  }
}
