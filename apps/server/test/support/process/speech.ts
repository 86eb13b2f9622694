import { readFileSync } from 'node:fs'
import type { WebSocket } from 'ws'

const sampleFile = new URL('../../../../web/public/samples/tense.wav', import.meta.url)
const wavHeaderBytes = 44
const frameBytes = 3_200
/** As far ahead of real time as a microphone may be, with something to spare. */
const aheadFrames = 15

/** Sends the first `seconds` of somebody's speech, as fast as the server allows. */
export async function speak(socket: WebSocket, seconds: number): Promise<void> {
  const pcm = readFileSync(sampleFile).subarray(wavHeaderBytes)
  for (let frame = 0; frame < seconds * 10; frame++) {
    socket.send(pcm.subarray(frame * frameBytes, (frame + 1) * frameBytes))
    if (frame > aheadFrames) await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
