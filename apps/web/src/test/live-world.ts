import { flushPromises } from '@vue/test-utils'
import { vi } from 'vitest'
import LiveView from '../components/live/LiveView.vue'
import type { RunningSession } from '../stores/running-session.ts'
import { useSessionStore } from '../stores/session.ts'
import { useTonesStore } from '../stores/tones.ts'
import { createFakeWorld } from './fake-world.ts'
import { setVisibility } from './page.ts'
import { render } from './render.ts'

/** The session that the live view shows, unless a test has another. */
export const session = { id: 's', idleTtlS: 90, startedAtMs: 500, source: 'microphone' as const }

/** The live view in a world of fakes: connected, with a microphone that listens, unless `answers` say otherwise. */
export async function live(
  answers: Partial<ReturnType<typeof createFakeWorld>['answers']> = {},
  about: { notes?: ReturnType<typeof createFakeWorld>['notes']; session?: RunningSession } = {},
) {
  const made = createFakeWorld()
  const world = { ...made, notes: about.notes ?? made.notes }
  Object.assign(world.answers, answers)
  const rendered = await render(LiveView, { session: about.session ?? session, isResumed: false }, world)
  useSessionStore().begin(about.session ?? session)
  vi.advanceTimersByTime(700)
  world.streams.last().open(0)
  world.streams.last().speech(world.answers.microphone ? 'mic_off' : 'listening')
  world.sockets.all.at(-1)?.ready()
  await flushPromises()
  return { ...world, ...rendered }
}

export async function leaveAndReturn(): Promise<void> {
  setVisibility('hidden')
  await flushPromises()
  setVisibility('visible')
  await flushPromises()
  await reading(() => useTonesStore().items.length === 0 || useTonesStore().sessionId !== null)
}

/** IndexedDB answers in tasks of its own: lets them run until `isDone`, or a few hundred of them have. */
export async function reading(isDone: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !isDone(); i++) await new Promise((resolve) => setImmediate(resolve))
  await flushPromises()
}
