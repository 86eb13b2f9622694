import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { conventionalFrameBytes } from '@undertone/shared'
import { WebSocket } from 'ws'

const sampleFile = fileURLToPath(new URL('../../apps/web/public/samples/tense.wav', import.meta.url))
const headerBytes = 44

/** Somebody else's microphone in the session: `seconds` of the sample, at its own pace, through the proxy at `url`. */
export async function speakThrough(url: string, sessionId: string, seconds: number): Promise<void> {
  const wav = readFileSync(sampleFile).subarray(headerBytes)
  const socket = new WebSocket(`${url.replace('http', 'ws')}/session/${sessionId}/audio`, {
    rejectUnauthorized: false,
  })
  await once(socket, 'message')
  for (let frame = 0; frame < seconds * 10; frame++) {
    const from = frame * conventionalFrameBytes
    socket.send(wav.subarray(from, from + conventionalFrameBytes))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  socket.close()
  await once(socket, 'close')
}
