import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { toneEventSchema } from '@undertone/shared'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { ShippedModelName } from '@undertone/voice'
import { createSystemClock } from '../src/clock.ts'
import { decodeKnownVoice, encodeKnownVoice, type KnownVoice } from '../src/tone/known-voice.ts'
import { unknownSpeaker } from '../src/tone/speaker-baseline.ts'
import type { VoiceEngine } from '../src/tone/voice-engine.ts'
import { createVoicePool } from '../src/tone/voice-pool.ts'
import { openSse } from './support/sse-client.ts'
import { startTestServer } from './support/test-server.ts'

const workerFile = new URL('../dist/voice-worker.js', import.meta.url)
const sampleFile = fileURLToPath(new URL('../../web/public/samples/tense.wav', import.meta.url))
const wavHeaderBytes = 44
const frameBytes = 3_200

async function listen() {
  const voice = poolOf('full')
  const { url, startSession } = await startTestServer({ voice })
  const id = await startSession()
  const stream = await openSse(`${url}/session/${id}/stream`)
  const socket = new WebSocket(`${url.replace('http', 'ws')}/session/${id}/audio`)
  onTestFinished(() => socket.terminate())
  await once(socket, 'message')
  return { stream, socket }
}

/** Sends `pcm` as a microphone would, but as fast as the server allows: a second and a half at once, then at its pace. */
async function speak(socket: WebSocket, pcm: Buffer): Promise<void> {
  for (let at = 0; at < pcm.length; at += frameBytes) {
    socket.send(pcm.subarray(at, at + frameBytes))
    if (at > 15 * frameBytes) await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

it('hears tone in real speech, through the real classifier', async () => {
  const { stream, socket } = await listen()
  const speaking = speak(
    socket,
    readFileSync(sampleFile).subarray(wavHeaderBytes, wavHeaderBytes + 40 * frameBytes),
  )
  const { data, id } = await stream.next('tone-event')
  expect(toneEventSchema.parse(data).confidence).toBeGreaterThan(0)
  expect(id).toBe('1')
  await speaking
  expect(stream.events.some(({ data: told }) => told['state'] === 'speaking')).toBe(true)
})

it('hears none in four seconds of noise', async () => {
  const { stream, socket } = await listen()
  let seed = 1
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
  const noise = Int16Array.from({ length: 4 * 16_000 }, () => (random() - 0.5) * 8_000)
  await speak(socket, Buffer.from(noise.buffer))
  socket.close()
  while ((await stream.next('speech-state')).data['state'] !== 'mic_off');
  expect(stream.events.filter(({ name }) => name === 'tone-event')).toEqual([])
})

function poolOf(modelName: ShippedModelName) {
  const voice = createVoicePool({
    threads: 1,
    modelName,
    workerFile,
    clock: createSystemClock(),
    onError: (error) => expect.fail(String(error)),
  })
  onTestFinished(() => voice.stop())
  return voice
}

/** The first frame that a fresh microphone of session `a` brings about in the sample. */
async function firstFrame(voice: VoiceEngine, known: KnownVoice | null = null) {
  await voice.open('a', known?.classifier ?? null)
  const pcm = readFileSync(sampleFile).subarray(wavHeaderBytes)
  const samples = Int16Array.from({ length: pcm.length >> 1 }, (_, i) => pcm.readInt16LE(2 * i))
  const { updates } = await voice.push('a', samples)
  return updates.flatMap((update) => (update.type === 'frame' ? [update.frame] : []))[0]
}

it('knows a voice again by what was written down of it as its microphone went off', async () => {
  const voice = poolOf('full')
  const unknown = await firstFrame(voice)
  const classifier = await voice.close('a')
  expect(await voice.liveClassifiers()).toBe(0)
  const known = decodeKnownVoice(encodeKnownVoice({ classifier, usual: unknownSpeaker }))
  const again = await firstFrame(voice, known)
  expect(again?.confidence).not.toBe(unknown?.confidence)
  await voice.close('a')
  const exact = await firstFrame(voice, { classifier, usual: unknownSpeaker })
  expect(again?.confidence).toBeCloseTo(exact?.confidence ?? 0, 4)
  await voice.close('a')
  expect((await firstFrame(voice))?.confidence).toBe(unknown?.confidence)
})

it('listens with the model that it is told to: the open one has never heard of calm', async () => {
  expect((await firstFrame(poolOf('full')))?.probabilities.calm).toBeGreaterThan(0)
  expect((await firstFrame(poolOf('open')))?.probabilities.calm).toBe(0)
})
