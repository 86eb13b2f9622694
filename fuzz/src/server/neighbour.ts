import { readFileSync } from 'node:fs'
import {
  historySchema,
  sessionEndSchema,
  sessionSchema,
  streamOpenSchema,
  toneEventSchema,
} from '@undertone/shared'
import { createParser } from 'eventsource-parser'
import { WebSocket } from 'ws'
import { parseWav } from '../../../apps/web/src/audio/parse-wav.ts'
import { must } from '../must.ts'

/** A well-behaved client beside all the cases: speaks, watches, asks, and must be served throughout. */
export interface Neighbour {
  readonly owner: string
  readonly viewer: string
  /** Ends its session; what it was served. Throws where it wasn't as it should be. */
  stop(): Promise<{ answers: number; slowestMs: number; events: number }>
}

const sample = new URL('../../../apps/web/public/samples/tense.wav', import.meta.url)
const frameSamples = 1_600
const frameEveryMs = 100
const askEveryMs = 50
/** An answer that takes longer is none to whoever waits for it. The cases take all that two cores have. */
const longestAnswerMs = 5_000
/** Of the age that a stream says it may reach. */
const shortestAge = 0.9

export async function startNeighbour(url: string): Promise<Neighbour> {
  let answers = 0
  let slowestMs = 0
  const faults: unknown[] = []
  const ids: number[] = []
  let isOver = false

  async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const startedMs = performance.now()
    const response = await fetch(url + path, { ...init, signal: AbortSignal.timeout(longestAnswerMs) })
    must(response.ok, `${path} is refused`, response.status)
    const answer: unknown = await response.json()
    answers++
    slowestMs = Math.max(slowestMs, performance.now() - startedMs)
    return answer
  }
  const startSession = async () =>
    sessionSchema.parse(await ask('/session/start', { method: 'POST' })).session_id

  const owner = await startSession()
  const shared = await ask(`/session/${owner}/share`, { method: 'POST' })
  const viewer = typeof shared === 'object' && shared && 'viewer_id' in shared ? String(shared.viewer_id) : ''
  const watched = watch(`${url}/session/${owner}/stream`, ids, () => isOver).catch((error: unknown) =>
    faults.push(error),
  )
  const microphone = speak(
    `${url.replace('http', 'ws')}/session/${owner}/audio`,
    (fault) => isOver || faults.push(fault),
  )

  async function askOn(): Promise<void> {
    while (!isOver) {
      const other = await startSession()
      must(sessionSchema.parse(await ask(`/session/${owner}`)).role === 'owner', 'Another’s session')
      must(sessionSchema.parse(await ask(`/session/${viewer}`)).role === 'viewer', 'Another’s session')
      await ask(`/session/${other}/end`, { method: 'DELETE' })
      await new Promise((resolve) => setTimeout(resolve, askEveryMs))
    }
  }
  const asked = askOn().catch((error: unknown) => faults.push(error))

  function assertServed(): void {
    if (faults.length > 0)
      throw new Error(`The well-behaved client was not served: ${faults.map(String).join('; ')}`)
  }

  return {
    owner,
    viewer,
    async stop() {
      isOver = true
      await asked
      assertServed()
      microphone.close()
      const { head } = historySchema.parse(await ask(`/session/${owner}/history`))
      await ask(`/session/${owner}/end`, { method: 'DELETE' })
      await watched
      assertServed()
      must(
        ids.every((id, at) => id === at + 1),
        'Events out of order',
        ids,
      )
      must(ids.length >= head, 'Events that never came', { head, got: ids.length })
      return { answers, slowestMs, events: ids.length }
    },
  }
}

/** Real time, over and over. Returns how to stop. */
function speak(url: string, onFault: (fault: unknown) => void): { close(): void } {
  const samples = parseWav(Uint8Array.from(readFileSync(sample)).buffer)
  must(samples !== null, 'No sound to speak with')
  const socket = new WebSocket(url)
  socket.on('close', (code) => onFault(`its microphone was closed by ${code}`))
  socket.on('error', onFault)
  const startedMs = performance.now()
  let at = 0
  const timer = setInterval(() => {
    if (socket.readyState !== socket.OPEN || at * frameEveryMs > performance.now() - startedMs) return
    const from = (at++ * frameSamples) % (samples.length - frameSamples)
    socket.send(samples.subarray(from, from + frameSamples))
  }, frameEveryMs / 2)
  return {
    close() {
      clearInterval(timer)
      socket.close()
    },
  }
}

/** Follows a session to its end; a stream that has lasted as long as it may is opened again from its last event on. */
async function watch(url: string, ids: number[], isOver: () => boolean): Promise<void> {
  let isEnded = false
  let maxAgeMs = Infinity
  const parser = createParser({
    onEvent({ event = '', id, data }) {
      const said: unknown = JSON.parse(data)
      if (event === 'tone-event') toneEventSchema.parse(said)
      if (event === 'tone-event') ids.push(Number(id))
      if (event === 'stream-open') maxAgeMs = streamOpenSchema.parse(said).max_age_s * 1_000
      if (event !== 'session-end') return
      sessionEndSchema.parse(said)
      isEnded = true
    },
  })
  while (!isEnded) {
    const openedMs = performance.now()
    const response = await fetch(url, { headers: { 'Last-Event-ID': String(ids.at(-1) ?? 0) } })
    must(response.ok, 'Its stream is refused', response.status)
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }))
    parser.reset()
    must(isEnded || performance.now() - openedMs >= maxAgeMs * shortestAge, 'Its stream was closed')
  }
  must(isOver(), 'Its session was ended')
}
