import { get, request, type IncomingMessage } from 'node:http'
import { z } from 'zod'
import { WebSocket } from 'ws'
import { createFrameClock } from './frame-clock.ts'

const bytesPerFrame = 3_200

const startedSchema = z.object({ session_id: z.string() })
const toneSchema = z.object({ timestamp: z.number() })

export interface Heard {
  latenciesMs: number[]
  lags: number
  closed: number
}

export interface Microphone {
  /** Sends the next 100 ms. */
  sendFrame(): void
  /** What came since it was last asked. */
  heard(): Heard
}

/** A session with one microphone, which loops through `speech` from byte `from` on, and one stream of its events. */
export async function openMicrophone(url: string, speech: Uint8Array, from: number): Promise<Microphone> {
  const askedMs = performance.now()
  const { session_id: id } = startedSchema.parse(JSON.parse(await postedTo(`${url}/session/start`)))
  const frames = createFrameClock((askedMs + performance.now()) / 2)
  let heard: Heard = { latenciesMs: [], lags: 0, closed: 0 }
  const onClosed = () => void heard.closed++

  const stream = await streamOf(`${url}/session/${id}/stream`)
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    const nowMs = performance.now()
    for (const [, json = ''] of text.matchAll(/^event: ?tone-event\n(?:id: ?\d+\n)?data: ?(.*)$/gm))
      heard.latenciesMs.push(frames.latencyMs(nowMs, toneSchema.parse(JSON.parse(json)).timestamp))
  })
  stream.on('close', onClosed)
  const socket = new WebSocket(`${url.replace('http', 'ws')}/session/${id}/audio`, {
    perMessageDeflate: false,
  })
  socket.on('message', (data) => void (String(data).includes('"lag"') && heard.lags++))
  socket.on('close', onClosed)
  await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject))

  return {
    sendFrame() {
      const at = (from + frames.count() * bytesPerFrame) % (speech.length - bytesPerFrame)
      frames.sent(performance.now())
      if (socket.readyState === socket.OPEN) socket.send(speech.subarray(at, at + bytesPerFrame))
    },
    heard() {
      const before = heard
      heard = { latenciesMs: [], lags: 0, closed: 0 }
      return before
    },
  }
}

async function postedTo(url: string): Promise<string> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    request(url, { method: 'POST' }, resolve).on('error', reject).end(),
  )
  return (await answer.setEncoding('utf8').toArray()).join('')
}

function streamOf(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => get(url, resolve).on('error', reject))
}
