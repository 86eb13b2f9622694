import { flushPromises } from '@vue/test-utils'
import { vi } from 'vitest'
import { createVoiceWorld, pcmFrame } from './voice-world.ts'

/** A voice in its world, switched on. */
export async function startVoice(about: Parameters<typeof createVoiceWorld>[0] = {}) {
  const world = createVoiceWorld(about)
  world.feed.start()
  await flushPromises()
  return world
}

/** On, with a server that listens and has heard something. */
export async function startHeardVoice() {
  const world = await startVoice()
  world.sockets.last().ready()
  world.voices[0]?.sink.push(pcmFrame())
  return world
}

/** On, and free to go on when the page is hidden. */
export async function startFreeVoice() {
  const world = await startHeardVoice()
  world.mayListen.value = true
  return world
}

export type StartedVoice = Awaited<ReturnType<typeof startVoice>>

/** Sound comes from the open capture, a frame each 100 ms. */
export function speak({ voices }: StartedVoice, forMs: number, sample = 1): void {
  for (let ms = 0; ms < forMs; ms += 100) {
    vi.advanceTimersByTime(100)
    voices.findLast(({ isOpen }) => isOpen)?.sink.push(pcmFrame(sample))
  }
}

/** The person is back, and the session is known to live. */
export async function comeBack({ show, isLive }: StartedVoice): Promise<void> {
  show()
  isLive.value = true
  await flushPromises()
}
