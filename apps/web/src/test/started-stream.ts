import { flushPromises } from '@vue/test-utils'
import { vi, type Mock } from 'vitest'
import type { Liveness } from '../api/session-client.ts'
import { browserPage } from '../composables/page-like.ts'
import { useToneStream } from '../composables/useToneStream.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import { useTonesStore } from '../stores/tones.ts'
import { createFakeStreams } from './fake-event-stream.ts'
import { setVisibility } from './page.ts'
import { withScope } from './with-scope.ts'

export async function hideAndReturn(): Promise<void> {
  setVisibility('hidden')
  setVisibility('visible')
  await flushPromises()
}

/** A session whose stream is open, and a server that answers `answer` when it is asked. */
export function live(answer: Liveness = 'alive') {
  const world = started(answer)
  world.streams.last().open(0)
  world.streams.last().speech('listening')
  return world
}

export function started(answer: Liveness = 'alive') {
  const streams = createFakeStreams(() => world.answer === 'alive')
  const expired: Mock<() => void> = vi.fn()
  const ended: Mock<() => void> = vi.fn()
  const world = {
    answer,
    streams,
    expired,
    ended,
    awake: new Array<boolean>(),
    heard: new Array<HeardItem>(),
    goesOn: { hidden: false },
  }
  const { result, dispose } = withScope(() => {
    const tones = useTonesStore()
    const stream = useToneStream({
      sessionId: 's',
      tones,
      client: { check: () => Promise.resolve(world.answer) },
      openStream: streams.open,
      page: browserPage(),
      random: () => 0.5,
      mayGoOnHidden: () => world.goesOn.hidden,
      onAwake: (awake) => world.awake.push(awake),
      onTimestamp: () => undefined,
      onHeard: (item) => world.heard.push(item),
      onExpired: world.expired,
      onEnded: world.ended,
    })
    return { tones, stream }
  })
  result.stream.start()
  return Object.assign(world, result, { dispose })
}

/** The ids of what is shown, 0 for what has none. */
export function ids(items: readonly HeardItem[]): number[] {
  return items.map((item) => (item.kind === 'tone' ? item.id : 0))
}
