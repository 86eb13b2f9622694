import { get, request, type IncomingMessage } from 'node:http'
import { z } from 'zod'
import { WebSocket } from 'ws'

const frameMs = 100
const bytesPerFrame = 3_200
const latestFrames = 20
/** Each judgement ends with one of the classifier's steps. */
const stepMs = 10
/** What is too short for a judgement while it lasts is judged once a pause has shown that no more comes. */
const pauseMs = 800
/** An event that comes so late has waited for a pause. */
const afterPauseMs = 700

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
  const createdMs = (askedMs + performance.now()) / 2
  const sentMs: number[] = []
  let heard: Heard = { latenciesMs: [], lags: 0, closed: 0 }
  const onClosed = () => void heard.closed++

  const stream = await streamOf(`${url}/session/${id}/stream`)
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    const nowMs = performance.now()
    for (const [, json = ''] of text.matchAll(/^event: ?tone-event\n(?:id: ?\d+\n)?data: ?(.*)$/gm))
      heard.latenciesMs.push(latencyMs(nowMs, toneSchema.parse(JSON.parse(json)).timestamp))
  })
  stream.on('close', onClosed)
  const socket = new WebSocket(`${url.replace('http', 'ws')}/session/${id}/audio`, {
    perMessageDeflate: false,
  })
  socket.on('message', (data) => void (String(data).includes('"lag"') && heard.lags++))
  socket.on('close', onClosed)
  await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject))

  /**
   * From when the frame was sent that has the last sample of what an event describes. Its `timestamp` says when that sample was
   * heard, in seconds of the session.
   */
  function latencyMs(nowMs: number, timestampS: number): number {
    const heardMs = createdMs + timestampS * 1000
    // The least of late that a frame was sent after its place in the audio, as the server has it for what comes in.
    const delaysMs = sentMs
      .slice(-latestFrames)
      .map((ms, at, { length }) => ms - (sentMs.length - length + at + 1) * frameMs)
    const placeMs = Math.round((heardMs - Math.min(...delaysMs)) / stepMs) * stepMs
    const frame = Math.min(sentMs.length, Math.max(1, Math.ceil(placeMs / frameMs))) - 1
    const latency = nowMs - (sentMs[frame] ?? NaN)
    return latency < afterPauseMs ? latency : latency - pauseMs
  }

  return {
    sendFrame() {
      const nowMs = performance.now()
      const at = (from + sentMs.length * bytesPerFrame) % (speech.length - bytesPerFrame)
      sentMs.push(nowMs)
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
