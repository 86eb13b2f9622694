import { flushPromises } from '@vue/test-utils'
import { useNotesKeeper } from '../composables/useNotesKeeper.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import { createFakePage } from './fake-page.ts'
import { createMoodyNotes } from './moody-notes.ts'
import { toneEvent } from './tone-event.ts'
import { withScope } from './with-scope.ts'

/** A keeper on a device with moods. */
export async function keeping() {
  const device = createMoodyNotes()
  const { page, pass, timers } = createFakePage()
  const session = { id: 's', idleTtlS: 90, startedAtMs: 1, source: 'microphone' as const }
  const { result: keeper, dispose } = withScope(() =>
    useNotesKeeper({ notes: device.notes, session, nowMs: () => 2, page }),
  )
  async function keep(...ids: number[]): Promise<void> {
    ids.forEach((id) => keeper.keep(tone(id)))
    await flushPromises()
  }
  return {
    ...device,
    keeper,
    dispose,
    keep,
    timers,
    async pass(ms: number) {
      pass(ms)
      await flushPromises()
    },
  }
}

function tone(id: number): HeardItem {
  return { kind: 'tone', seq: id - 1, id, caughtUp: false, event: toneEvent() }
}
